// One hierarchy of a volume, ISO 9660's or Joliet's: its directories in the order of the path table, placed and
// emitted.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "driver/image/iso9660/records.h"
#include "driver/image/placement.h"
#include "emulator/base/bytes.h"

namespace driver::image::iso9660 {

// The extents of Placement::files, in blocks; set before directories are emitted.
struct FileExtentOnDisc {
  std::uint32_t block{};
  std::uint32_t size{};
};

// What the two hierarchies do differently.
struct Flavour {
  base::ByteBuffer (*identifier)(const PlacedEntry& entry){};
  bool (*before)(const PlacedEntry& left, const PlacedEntry& right){};  // ECMA-119, Order of Directory Records
};
[[nodiscard]] Flavour iso9660_flavour();
[[nodiscard]] Flavour joliet_flavour();

struct VolumeDirectory {
  std::size_t placed{};  // index in Placement::directories
  std::size_t parent{};  // index in VolumeTree::directories
  base::ByteBuffer identifier;
  std::vector<const PlacedEntry*> entries;  // sorted
  std::uint32_t size{};                     // bytes of the extent, whole blocks
  std::uint32_t block{};                    // its address
};

class VolumeTree {
 public:
  VolumeTree(const Placement& placement, const Flavour& flavour);

  // Bytes of one path table; both byte orders have the same. ECMA-119, Path Table.
  [[nodiscard]] std::uint32_t path_table_size() const;
  // Gives every directory its address from `block` on and returns the first address after them.
  std::uint32_t place_directories(std::uint32_t block);
  [[nodiscard]] base::ByteBuffer path_table(bool most_significant_first) const;
  // Appends the extents of all directories, one after another, to whole blocks.
  void append_directory_extents(const std::vector<FileExtentOnDisc>& files, base::ByteBuffer& out) const;
  [[nodiscard]] DirectoryRecord root_record() const;

 private:
  void add_directory(std::size_t placed, std::size_t parent, base::ByteBuffer identifier);
  [[nodiscard]] DirectoryRecord record(const VolumeDirectory& directory, base::ByteBuffer identifier) const;
  void append_extent(const VolumeDirectory& directory, const std::vector<FileExtentOnDisc>& files,
                     base::ByteBuffer& out) const;

  const Placement& placement_;
  Flavour flavour_;
  std::vector<VolumeDirectory> directories_;
  std::vector<std::size_t> volume_index_;  // by index in Placement::directories
};

}  // namespace driver::image::iso9660
