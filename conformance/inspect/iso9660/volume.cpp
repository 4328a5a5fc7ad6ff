#include "conformance/inspect/iso9660/volume.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>

#include "conformance/inspect/iso9660/fields.h"

namespace conformance::inspect::iso9660 {
namespace {

constexpr std::uint32_t system_area_blocks = 16;  // ECMA-119, System Area

using Sector = std::array<std::uint8_t, sector_bytes>;

std::string_view name_of(std::uint8_t type, base::Bytes sector) {
  switch (static_cast<DescriptorType>(type)) {
    case DescriptorType::boot_record:
      return "boot record";
    case DescriptorType::primary:
      return "primary volume descriptor";
    case DescriptorType::supplementary:
      return is_joliet(sector) ? "Joliet volume descriptor" : "supplementary volume descriptor";
    case DescriptorType::partition:
      return "volume partition descriptor";
    case DescriptorType::terminator:
      return "volume descriptor set terminator";
  }
  return "volume descriptor";
}

// The walk over one hierarchy, level by level.
class Walk {
 public:
  Walk(const ByteSource& source, const ReadOptions& options, Findings& findings)
      : source_(source), options_(options), findings_(findings) {}

  std::vector<Directory> from_root(const Descriptor& descriptor) {
    kind_ = descriptor.kind;
    if (descriptor.root) add({.self = *descriptor.root});
    for (std::size_t index = 0; index < directories_.size(); ++index) {
      read_records(directories_[index]);
      for (std::size_t i = 0; i < directories_[index].records.size(); ++i) add_child(index, i);
    }
    return std::move(directories_);
  }

 private:
  [[nodiscard]] Where where(const Directory& directory) const {
    return {part_name(kind_), directory.path, directory.self.byte};
  }

  void add(Directory directory) {
    if (!extents_.insert(directory.self.extent).second) {
      findings_.add("ECMA-119, Directory Hierarchy", where(directory),
                    fmt::format("the directory at block {} has a second parent", directory.self.extent));
    } else if (directories_.size() == options_.limits.directories) {
      findings_.add("ECMA-119, Directory Hierarchy", where(directory), "too many directories to read on");
    } else if (directory.level > options_.limits.levels) {
      findings_.add("ECMA-119, Depth of the directory hierarchy", where(directory), "too deep to read on");
    } else {
      directories_.push_back(std::move(directory));
    }
  }

  void add_child(std::size_t parent, std::size_t number) {
    const Directory& directory = directories_[parent];
    const Record& record = directory.records[number];
    if (number < 2 || !record.is_directory()) return;  // the first two are the directory itself and its parent
    const std::string name = utf8(units(record.identifier, kind_));
    add({.parent = parent,
         .level = directory.level + 1,
         .path = directory.path.empty() ? name : directory.path + "/" + name,
         .self = record});
  }

  void read_records(Directory& directory) {
    const Record& self = directory.self;
    if (self.size == 0 || self.size % sector_bytes != 0) {
      findings_.add("ECMA-119, Directory length", where(directory),
                    fmt::format("{} bytes are not whole logical sectors", self.size));
    }
    const std::uint64_t begin = byte_of(self.data_begin(), options_);
    if (begin > source_.size() || self.size > source_.size() - begin) {
      findings_.add("ECMA-119, Location of Extent", where(directory),
                    fmt::format("the directory at block {} lies outside the image", self.extent));
      return;
    }
    bytes_ += self.size;
    if (bytes_ > options_.limits.directory_bytes) {
      findings_.add("ECMA-119, Directory", where(directory), "too many bytes of directories to read on");
      return;
    }
    base::ByteBuffer extent(self.size);
    if (!source_.read(begin, extent)) return;
    directory.records = parse_directory(extent, {part_name(kind_), directory.path, begin}, findings_);
  }

  const ByteSource& source_;
  const ReadOptions& options_;
  Findings& findings_;
  HierarchyKind kind_{};
  std::vector<Directory> directories_;
  std::set<std::uint32_t> extents_;
  std::uint64_t bytes_{};
};

// The hierarchy that a descriptor leads to, if it is of a kind that is judged here and the first of it.
void add_hierarchy(base::Bytes sector, std::uint64_t byte, Volume& volume, Findings& findings) {
  const Where where{name_of(sector[0], sector), {}, byte};
  judge_descriptor(sector, where, findings);
  const bool is_primary = sector[0] == static_cast<std::uint8_t>(DescriptorType::primary);
  const bool is_supplementary = sector[0] == static_cast<std::uint8_t>(DescriptorType::supplementary);
  if (is_supplementary && !is_joliet(sector)) {
    findings.note("ECMA-119, Escape Sequences", where,
                  "a hierarchy of another character set than Joliet's; not judged");
  }
  if (!is_primary && !(is_supplementary && is_joliet(sector))) return;
  const HierarchyKind kind = is_primary ? HierarchyKind::iso9660 : HierarchyKind::joliet;
  for (const Hierarchy& other : volume.hierarchies) {
    if (other.kind == kind) return;  // ECMA-119 permits a descriptor to be recorded more than once
  }
  const auto place = is_primary ? volume.hierarchies.begin() : volume.hierarchies.end();
  volume.hierarchies.insert(place, {kind, parse_descriptor(sector, kind, where, findings), {}});
}

// ECMA-119, Volume Descriptor Set: one after another up to the terminator.
void read_descriptors(const ByteSource& source, const ReadOptions& options, Volume& volume, Findings& findings) {
  for (std::size_t number = 0; number < options.limits.descriptors; ++number) {
    const std::uint64_t byte = byte_of(std::uint64_t{options.session_start} + system_area_blocks + number, options);
    Sector sector;
    if (!source.read(byte, sector) || !is_descriptor(sector)) {
      findings.add("ECMA-119, Volume Descriptor Set", {"volume descriptor set", {}, byte},
                   "no volume descriptor here, and no terminator before");
      return;
    }
    add_hierarchy(sector, byte, volume, findings);
    ++volume.descriptors;
    if (sector[0] == static_cast<std::uint8_t>(DescriptorType::terminator)) return;
  }
  findings.add("ECMA-119, Volume Descriptor Set", {"volume descriptor set", {}, 0},
               fmt::format("{} descriptors without a terminator", options.limits.descriptors));
}

}  // namespace

std::uint64_t byte_of(std::uint64_t address, const ReadOptions& options) {
  if (address < options.first_address) return std::numeric_limits<std::uint64_t>::max();
  return (address - options.first_address) * sector_bytes;
}

std::expected<Volume, std::string> read_volume(const ByteSource& source, const ReadOptions& options,
                                               Findings& findings) {
  Volume volume;
  read_descriptors(source, options, volume, findings);
  if (volume.hierarchies.empty() || volume.hierarchies.front().kind != HierarchyKind::iso9660) {
    return std::unexpected("no primary volume descriptor in block 16 or behind it; name an ISO 9660 image");
  }
  for (Hierarchy& hierarchy : volume.hierarchies) {
    if (hierarchy.descriptor.block_bytes != sector_bytes) {
      return std::unexpected(fmt::format("logical blocks of {} bytes; give an image with blocks of {}",
                                         hierarchy.descriptor.block_bytes, sector_bytes));
    }
    hierarchy.directories = Walk{source, options, findings}.from_root(hierarchy.descriptor);
  }
  return volume;
}

}  // namespace conformance::inspect::iso9660
