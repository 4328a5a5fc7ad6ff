#include "conformance/inspect/iso9660/path_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "conformance/inspect/iso9660/fields.h"

namespace conformance::inspect::iso9660 {
namespace {

constexpr std::size_t fixed_part = 8;  // byte positions before the identifier

std::string name_of(const PathRecord& record, HierarchyKind kind) {
  return fmt::format("\"{}\" at block {}", utf8(units(record.identifier, kind)), record.extent);
}

// The shorter identifier is filled up: with spaces, with zeros in Joliet. ECMA-119, Order of Path Table Records; Joliet
// Specification, Sort Ordering.
bool is_before(base::Bytes left, base::Bytes right, HierarchyKind kind) {
  const std::uint8_t filler = kind == HierarchyKind::joliet ? 0x00 : 0x20;
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const std::uint8_t a = i < left.size() ? left[i] : filler;
    const std::uint8_t b = i < right.size() ? right[i] : filler;
    if (a != b) return a < b;
  }
  return false;
}

class PathTableJudge {
 public:
  PathTableJudge(const ByteSource& source, const Hierarchy& hierarchy, const ReadOptions& options, Findings& findings)
      : source_(source), hierarchy_(hierarchy), options_(options), findings_(findings) {}

  std::vector<PathRecord> read(std::uint32_t address, ByteOrder order) {
    const std::uint32_t bytes = hierarchy_.descriptor.path_table_bytes;
    const std::uint64_t begin = byte_of(address, options_);
    if (begin > source_.size() || bytes > source_.size() - begin) {
      findings_.add("ECMA-119, Path Table", {part(), {}, hierarchy_.descriptor.byte},
                    fmt::format("the table of {} bytes at block {} lies outside the image", bytes, address));
      return {};
    }
    base::ByteBuffer table(bytes);
    if (!source_.read(begin, table)) return {};
    return parse_path_table(table, order, {part(), {}, begin}, findings_);
  }

  void judge_order(const std::vector<PathRecord>& table) {
    std::vector<unsigned> levels(table.size(), 1);
    for (std::size_t i = 0; i < table.size(); ++i) {
      const PathRecord& record = table[i];
      const bool is_root = i == 0;
      if (record.parent == 0 || record.parent > (is_root ? 1 : i)) {
        add("ECMA-119, Parent Directory Number", record,
            fmt::format("its parent is said to be number {}", record.parent));
        continue;
      }
      if (is_root) continue;
      levels[i] = levels[record.parent - 1U] + 1;
      const PathRecord& before = table[i - 1];
      const auto key = std::pair{levels[i], record.parent}, key_before = std::pair{levels[i - 1], before.parent};
      const bool is_after = i == 1 || key_before < key ||
                            (key_before == key && is_before(before.identifier, record.identifier, hierarchy_.kind));
      if (!is_after) {
        add("ECMA-119, Order of Path Table Records", record,
            fmt::format("it does not belong behind {}", name_of(before, hierarchy_.kind)));
      }
    }
  }

  void judge_equal(const std::vector<PathRecord>& table, const std::vector<PathRecord>& other, std::string_view name) {
    if (table.size() != other.size()) {
      findings_.add("ECMA-119, Path Table", {part(), {}, hierarchy_.descriptor.byte},
                    fmt::format("the type L table has {} records, the {} table {}", table.size(), name, other.size()));
      return;
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (table[i].extent != other[i].extent || table[i].parent != other[i].parent ||
          table[i].identifier != other[i].identifier || table[i].attribute_blocks != other[i].attribute_blocks) {
        add("ECMA-119, Path Table", other[i],
            fmt::format("the type L table has {} of parent {} instead", name_of(table[i], hierarchy_.kind),
                        table[i].parent));
      }
    }
  }

  // Every directory has a record, and every record says what the directory's own record says.
  void judge_directories(const std::vector<PathRecord>& table) {
    std::map<std::uint32_t, std::size_t> numbers;  // by extent
    for (std::size_t i = 0; i < table.size(); ++i) numbers.emplace(table[i].extent, i);
    for (const Directory& directory : hierarchy_.directories) {
      const auto found = numbers.find(directory.self.extent);
      if (found == numbers.end()) {
        findings_.add("ECMA-119, Path Table", {part(), directory.path, directory.self.byte},
                      "the path table has no record of this directory");
        continue;
      }
      const PathRecord& record = table[found->second];
      const std::uint32_t parent = hierarchy_.directories[directory.parent].self.extent;
      const bool has_parent = record.parent >= 1 && record.parent <= table.size();
      if (record.identifier != directory.self.identifier) {
        add("ECMA-119, Path Table Record", record, fmt::format("the directory is called \"{}\"", directory.path));
      } else if (has_parent && table[record.parent - 1U].extent != parent) {
        add("ECMA-119, Path Table Record", record, fmt::format("the directory's parent is at block {}", parent));
      }
      if (record.attribute_blocks != directory.self.attribute_blocks) {
        add("ECMA-119, Path Table Record", record,
            "another length of the extended attribute record than the directory's");
      }
    }
    if (table.size() != hierarchy_.directories.size()) {
      findings_.add("ECMA-119, Path Table", {part(), {}, hierarchy_.descriptor.byte},
                    fmt::format("{} records for {} directories", table.size(), hierarchy_.directories.size()));
    }
  }

 private:
  [[nodiscard]] std::string_view part() const {
    return hierarchy_.kind == HierarchyKind::joliet ? "Joliet path table" : "ISO 9660 path table";
  }
  void add(std::string_view clause, const PathRecord& record, std::string text) {
    findings_.add(clause, {part(), {}, record.byte},
                  fmt::format("{}: {}", name_of(record, hierarchy_.kind), std::move(text)));
  }

  const ByteSource& source_;
  const Hierarchy& hierarchy_;
  const ReadOptions& options_;
  Findings& findings_;
};

}  // namespace

std::vector<PathRecord> parse_path_table(base::Bytes table, ByteOrder order, const Where& where, Findings& findings) {
  std::vector<PathRecord> records;
  for (std::size_t at = 0; at < table.size();) {
    const base::Bytes rest = table.subspan(at);
    const std::size_t length = rest[0];
    const std::size_t whole = fixed_part + length + length % 2;
    Fields fields{rest.first(std::min(whole, rest.size())), {where.part, where.path, where.byte + at}, findings};
    if (length == 0 || whole > rest.size()) {
      fields.add(1, "ECMA-119, Length of Directory Identifier",
                 fmt::format("an identifier of {} bytes with {} bytes of the table left", length, rest.size()));
      break;
    }
    const bool is_little = order == ByteOrder::least_significant_first;
    const base::Bytes identifier = field(rest, fixed_part + 1, fixed_part + length);
    records.push_back({.byte = where.byte + at,
                       .attribute_blocks = rest[1],
                       .extent = is_little ? little_32(rest, 3) : big_32(rest, 3),
                       .parent = is_little ? little_16(rest, 7) : big_16(rest, 7),
                       .identifier = {identifier.begin(), identifier.end()}});
    if (length % 2 != 0) fields.expect_zero(whole, whole, "ECMA-119, Padding Field");
    at += whole;
  }
  return records;
}

void judge_path_tables(const ByteSource& source, const Hierarchy& hierarchy, const ReadOptions& options,
                       Findings& findings) {
  PathTableJudge judge{source, hierarchy, options, findings};
  const Descriptor& descriptor = hierarchy.descriptor;
  const auto table = judge.read(descriptor.little_path_table, ByteOrder::least_significant_first);
  judge.judge_order(table);
  judge.judge_directories(table);
  judge.judge_equal(table, judge.read(descriptor.big_path_table, ByteOrder::most_significant_first), "type M");
  if (descriptor.optional_little_path_table != 0) {
    judge.judge_equal(table, judge.read(descriptor.optional_little_path_table, ByteOrder::least_significant_first),
                      "optional type L");
  }
  if (descriptor.optional_big_path_table != 0) {
    judge.judge_equal(table, judge.read(descriptor.optional_big_path_table, ByteOrder::most_significant_first),
                      "optional type M");
  }
}

}  // namespace conformance::inspect::iso9660
