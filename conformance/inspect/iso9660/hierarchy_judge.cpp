#include "conformance/inspect/iso9660/hierarchy_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/inspect/iso9660/names_judge.h"

namespace conformance::inspect::iso9660 {
namespace {

constexpr unsigned most_levels = 8;
constexpr std::size_t longest_path_iso9660 = 255, longest_path_joliet = 240;

// A directory's first or second record: who it names, and whether it says what that directory's own record says.
struct Reserved {
  std::size_t number;
  std::uint8_t identifier;
  const Directory& named;
  std::string_view name;
};

void judge_reserved(const Directory& directory, const Reserved& reserved, const Where& where, Findings& findings) {
  constexpr std::string_view clause = "ECMA-119, Identification of directories";
  if (directory.records.size() <= reserved.number ||
      directory.records[reserved.number].identifier != base::ByteBuffer{reserved.identifier}) {
    findings.add("ECMA-119, Reserved Directory Identifiers", where,
                 fmt::format("record {} is not that of {}", reserved.number + 1, reserved.name));
    return;
  }
  const Record& record = directory.records[reserved.number];
  const Record& self = reserved.named.self;
  const Where here{where.part, where.path, record.byte};
  if (!record.is_directory()) {
    findings.add("ECMA-119, File Flags", here, fmt::format("{} is said to be no directory", reserved.name));
  }
  if (record.extent == self.extent && record.size == self.size && record.attribute_blocks == self.attribute_blocks) {
    return;
  }
  std::string text = fmt::format("{} is said to be {} bytes at block {}, and is {} bytes at block {}", reserved.name,
                                 record.size, record.extent, self.size, self.extent);
  // libisofs lets the second record name the directory itself; readers climb by the path they came.
  if (where.part == part_name(HierarchyKind::joliet) && record.extent == directory.self.extent) {
    findings.note(clause, here, std::move(text));
  } else {
    findings.add(clause, here, std::move(text));
  }
}

// Equal identifiers are those of the sections of one file, or of a file and its associated file.
void judge_neighbours(const Record& before, const Record& record, HierarchyKind kind, const Where& where,
                      Findings& findings) {
  const Order order = order_of(before, record, kind);
  const bool is_same_file = order == Order::same && before.is_directory() == record.is_directory();
  if (before.continues() && !is_same_file) {
    findings.add("ECMA-119, File Flags", where, "the record before says that its file goes on, and this is another");
  }
  const std::string name = utf8(units(record.identifier, kind));
  if (order == Order::after) {
    findings.add("ECMA-119, Order of Directory Records", where,
                 fmt::format("\"{}\" does not belong behind \"{}\"", name, utf8(units(before.identifier, kind))));
  } else if (order == Order::same && !before.continues() && !(before.is_associated() && !record.is_associated())) {
    findings.add("ECMA-119, Order of Directory Records", where, fmt::format("\"{}\" is there twice", name));
  }
}

}  // namespace

void judge_directory(const Hierarchy& hierarchy, const Directory& directory, Findings& findings) {
  const Where where{part_name(hierarchy.kind), directory.path, directory.self.byte};
  judge_reserved(directory, {0, 0x00, directory, "the directory itself"}, where, findings);
  judge_reserved(directory, {1, 0x01, hierarchy.directories[directory.parent], "its parent"}, where, findings);
  for (std::size_t i = 0; i < directory.records.size(); ++i) {
    const Record& record = directory.records[i];
    const Where here{where.part, where.path, record.byte};
    if (record.volume_number == 0 || record.volume_number > hierarchy.descriptor.volume_set_size) {
      findings.add("ECMA-119, Volume Sequence Number", here,
                   fmt::format("volume {} of {}", record.volume_number, hierarchy.descriptor.volume_set_size));
    }
    if (i >= 2) judge_identifier(record, hierarchy.kind, here, findings);
    if (i >= 3) judge_neighbours(directory.records[i - 1], record, hierarchy.kind, here, findings);
  }
  if (!directory.records.empty() && directory.records.back().continues()) {
    findings.add("ECMA-119, File Flags", where, "the last record says that its file goes on");
  }
}

void judge_depth(const Hierarchy& hierarchy, Findings& findings) {
  const bool is_joliet = hierarchy.kind == HierarchyKind::joliet;
  // For each directory: the lengths of the identifiers up to it and their number.
  std::vector<std::size_t> lengths(hierarchy.directories.size());
  std::size_t longest = 0, too_long = 0;
  for (std::size_t i = 0; i < hierarchy.directories.size(); ++i) {
    const Directory& directory = hierarchy.directories[i];
    const Where where{part_name(hierarchy.kind), directory.path, directory.self.byte};
    if (i != 0) lengths[i] = lengths[directory.parent] + directory.self.identifier.size() + 1;
    if (directory.level > most_levels && !is_joliet) {
      findings.add("ECMA-119, Depth of the directory hierarchy", where, fmt::format("level {} of 8", directory.level));
    }
    for (const Record& record : directory.records) {
      if (record.is_directory()) continue;
      const std::size_t length = lengths[i] + record.identifier.size();
      longest = std::max(longest, length);
      if (length > (is_joliet ? longest_path_joliet : longest_path_iso9660)) ++too_long;
      if (length > longest_path_iso9660 && !is_joliet) {
        findings.add("ECMA-119, Depth of the directory hierarchy", {where.part, where.path, record.byte},
                     fmt::format("a path of {} bytes, more than {}", length, longest_path_iso9660));
      }
    }
  }
  if (is_joliet && too_long != 0) {
    // 120 characters are few; other mastering programs exceed them and every reader seen follows.
    findings.note(
        "Joliet Specification, Maximum Directory Hierarchy Depth May Exceed 8 Levels",
        {part_name(hierarchy.kind), {}, hierarchy.descriptor.byte},
        fmt::format("{} paths are longer than {} bytes, the longest {}", too_long, longest_path_joliet, longest));
  }
}

}  // namespace conformance::inspect::iso9660
