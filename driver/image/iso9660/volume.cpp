#include "driver/image/iso9660/volume.h"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "driver/image/iso9660/volume_descriptor.h"
#include "driver/image/iso9660/volume_tree.h"
#include "driver/image/segment_image.h"

namespace driver::image::iso9660 {
namespace {

constexpr std::uint32_t block_size = 2048;
constexpr std::uint32_t first_descriptor = 16;  // ECMA-119, System Area: blocks 0 to 15
constexpr std::uint32_t descriptors = 3;

std::uint32_t blocks_of(std::uint64_t bytes) {
  return static_cast<std::uint32_t>((bytes + block_size - 1) / block_size);
}

void pad_to_block(base::ByteBuffer& bytes) { bytes.resize(std::size_t{blocks_of(bytes.size())} * block_size); }

struct PathTables {
  std::uint32_t little{}, big{};
};

// Takes the blocks of both tables of one hierarchy from `block` on.
PathTables place_tables(const VolumeTree& tree, std::uint32_t& block) {
  const std::uint32_t blocks = blocks_of(tree.path_table_size());
  const PathTables tables{block, block + blocks};
  block += 2 * blocks;
  return tables;
}

void append_tables(const VolumeTree& tree, base::ByteBuffer& out) {
  for (const bool most_significant_first : {false, true}) {
    const base::ByteBuffer table = tree.path_table(most_significant_first);
    out.insert(out.end(), table.begin(), table.end());
    pad_to_block(out);
  }
}

std::expected<std::vector<FileExtentOnDisc>, ImageError> place_files(const Placement& placement, std::uint64_t& block) {
  std::vector<FileExtentOnDisc> extents;
  extents.reserve(placement.files.size());
  for (const Node* file : placement.files) {
    if (file->size > std::numeric_limits<std::uint32_t>::max()) {
      return std::unexpected(
          ImageError{file->source, fmt::format("{} bytes are more than a file of ISO 9660 level 2 holds (4 GiB - 1); "
                                               "split the file or leave it out",
                                               file->size)});
    }
    // An empty file has no extent; address 0 says so. ECMA-119, Location of Extent.
    extents.push_back(
        {file->size == 0 ? 0 : static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(file->size)});
    block += (file->size + block_size - 1) / block_size;
    if (block > std::numeric_limits<std::uint32_t>::max()) {
      return std::unexpected(ImageError{file->source, "the volume passes 8 TiB; leave files out"});
    }
  }
  return extents;
}

std::vector<Segment> make_segments(base::ByteBuffer metadata, const Placement& placement) {
  std::vector<Segment> segments;
  segments.reserve(1 + placement.files.size() * 2);
  const std::uint64_t metadata_size = metadata.size();
  segments.push_back({metadata_size, GeneratedBytes{std::move(metadata)}});
  for (const Node* file : placement.files) {
    if (file->size == 0) continue;
    segments.push_back({file->size, FileExtent{file->source, 0}});
    const std::uint64_t padding = (block_size - file->size % block_size) % block_size;
    if (padding != 0) segments.push_back({padding, ZeroBytes{}});
  }
  return segments;
}

}  // namespace

std::expected<std::unique_ptr<Image>, ImageError> make_volume(const Placement& placement,
                                                              const VolumeOptions& options) {
  if (placement.directories.size() > std::numeric_limits<std::uint16_t>::max()) {
    return std::unexpected(ImageError{
        placement.source,
        "more than 65,535 folders, the root among them, which a path table cannot number; leave folders out"});
  }
  VolumeTree iso9660_tree{placement, iso9660_flavour()};
  VolumeTree joliet_tree{placement, joliet_flavour()};

  const auto start = static_cast<std::uint32_t>(options.start.value);
  std::uint32_t block = start + first_descriptor + descriptors;
  const PathTables iso9660_tables = place_tables(iso9660_tree, block);
  const PathTables joliet_tables = place_tables(joliet_tree, block);
  block = iso9660_tree.place_directories(block);
  block = joliet_tree.place_directories(block);
  std::uint64_t end = block;
  const auto files = place_files(placement, end);
  if (!files) return std::unexpected(files.error());

  const VolumeIdentity identity{options.volume_id, options.timestamp};
  const auto blocks = static_cast<std::uint32_t>(end - start);
  base::ByteBuffer metadata;
  metadata.reserve(std::size_t{block - start} * block_size);
  metadata.resize(std::size_t{first_descriptor} * block_size);
  const auto append = [&](const base::ByteBuffer& bytes) {
    metadata.insert(metadata.end(), bytes.begin(), bytes.end());
  };
  append(primary_descriptor(identity, {blocks, iso9660_tree.path_table_size(), iso9660_tables.little,
                                       iso9660_tables.big, iso9660_tree.root_record()}));
  append(joliet_descriptor(identity, {blocks, joliet_tree.path_table_size(), joliet_tables.little, joliet_tables.big,
                                      joliet_tree.root_record()}));
  append(terminator());
  append_tables(iso9660_tree, metadata);
  append_tables(joliet_tree, metadata);
  iso9660_tree.append_directory_extents(*files, metadata);
  joliet_tree.append_directory_extents(*files, metadata);
  return std::make_unique<SegmentImage>(make_segments(std::move(metadata), placement));
}

}  // namespace driver::image::iso9660
