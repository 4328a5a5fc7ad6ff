// Where the extents of a volume lie: in it, and its structures beside each other.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "conformance/inspect/iso9660/fields.h"
#include "conformance/inspect/iso9660/hierarchy_judge.h"

namespace conformance::inspect::iso9660 {
namespace {

// Blocks from `begin` to before `end` that a structure takes.
struct Taken {
  std::uint64_t begin{}, end{};
  std::string name;
  std::uint64_t byte{};  // of what leads to it
};

std::uint64_t blocks_of(std::uint64_t bytes) { return (bytes + sector_bytes - 1) / sector_bytes; }

class SpaceJudge {
 public:
  SpaceJudge(const ByteSource& source, const Volume& volume, const ReadOptions& options, Findings& findings)
      : source_(source), volume_(volume), options_(options), findings_(findings) {}

  // ECMA-119, Volume Space Size counts the blocks of the volume; that of a later session those of the session.
  void judge_volume(const Descriptor& descriptor) {
    end_ = std::uint64_t{options_.session_start} + descriptor.volume_blocks;
    const std::uint64_t image_end = options_.first_address + source_.size() / sector_bytes;
    if (end_ > image_end) {
      findings_.add("ECMA-119, Volume Space Size", {"volume descriptor", {}, descriptor.byte},
                    fmt::format("the volume ends at block {}, the image at {}", end_, image_end));
    }
  }

  void take_structures() {
    const std::uint64_t first = std::uint64_t{options_.session_start} + 16;
    taken_.push_back({first, first + volume_.descriptors, "volume descriptor set", byte_of(first, options_)});
    for (const Hierarchy& hierarchy : volume_.hierarchies) {
      const Descriptor& descriptor = hierarchy.descriptor;
      for (const std::uint32_t table : {descriptor.little_path_table, descriptor.big_path_table}) {
        take_path_table(table, descriptor);
      }
      for (const std::uint32_t table : {descriptor.optional_little_path_table, descriptor.optional_big_path_table}) {
        if (table != 0) take_path_table(table, descriptor);
      }
      for (const Directory& directory : hierarchy.directories) {
        take({directory.self.extent, directory.self.data_end(), "directory \"" + directory.path + "\"",
              directory.self.byte});
      }
    }
    std::ranges::sort(taken_, {}, &Taken::begin);
    for (std::size_t i = 1; i < taken_.size(); ++i) {
      if (taken_[i].begin < taken_[i - 1].end) add_overlap(taken_[i], taken_[i - 1]);
    }
  }

  void judge_files(const Hierarchy& hierarchy) {
    for (const Directory& directory : hierarchy.directories) {
      for (const Record& record : directory.records) {
        if (record.is_directory()) continue;
        const Where where{part_name(hierarchy.kind), directory.path, record.byte};
        // An empty file has no extent; what stands for its address is the mastering program's choice.
        if (record.size == 0) continue;
        const Taken extent{record.extent, record.data_end(), "a file", record.byte};
        judge_inside(extent, where);
        judge_apart(extent);
      }
    }
  }

 private:
  // Extents of a later session's volume may lie in an earlier one, whose own structures are not known here.
  void judge_inside(const Taken& extent, const Where& where) {
    const std::uint64_t begin = options_.session_start == 0 ? 16 : 0;
    if (extent.begin >= begin && extent.end <= end_) return;
    findings_.add("ECMA-119, Location of Extent", where,
                  fmt::format("blocks {} to {} are not within the volume, {} to {}", extent.begin, extent.end - 1,
                              begin, end_ - 1));
  }

  void take(Taken taken) {
    judge_inside(taken, {taken.name, {}, taken.byte});
    taken_.push_back(std::move(taken));
  }

  void take_path_table(std::uint32_t address, const Descriptor& descriptor) {
    take({address, address + blocks_of(descriptor.path_table_bytes), "path table", descriptor.byte});
  }

  // A file on top of a structure of the volume.
  void judge_apart(const Taken& extent) {
    const auto next = std::ranges::lower_bound(taken_, extent.end, {}, &Taken::begin);
    if (next != taken_.begin() && extent.begin < std::prev(next)->end) add_overlap(extent, *std::prev(next));
  }

  void add_overlap(const Taken& taken, const Taken& other) {
    findings_.add("ECMA-119, Arrangement of the Data Area", {taken.name, {}, taken.byte},
                  fmt::format("blocks {} to {} overlap {}, blocks {} to {}", taken.begin, taken.end - 1, other.name,
                              other.begin, other.end - 1));
  }

  const ByteSource& source_;
  const Volume& volume_;
  const ReadOptions& options_;
  Findings& findings_;
  std::uint64_t end_{};  // the address behind the volume
  std::vector<Taken> taken_;
};

}  // namespace

void judge_space(const ByteSource& source, const Volume& volume, const ReadOptions& options, Findings& findings) {
  SpaceJudge judge{source, volume, options, findings};
  judge.judge_volume(volume.hierarchies.front().descriptor);
  judge.take_structures();
  for (const Hierarchy& hierarchy : volume.hierarchies) judge.judge_files(hierarchy);
}

}  // namespace conformance::inspect::iso9660
