// Path tables: one, and whether all of a hierarchy say what its directories say. ECMA-119, Path Table.
#pragma once

#include <cstdint>
#include <vector>

#include "conformance/inspect/finding.h"
#include "conformance/inspect/iso9660/volume.h"
#include "emulator/base/bytes.h"

namespace conformance::inspect::iso9660 {

enum class ByteOrder : std::uint8_t { least_significant_first, most_significant_first };  // type L, type M

struct PathRecord {
  std::uint64_t byte{};  // its first byte in the image
  std::uint8_t attribute_blocks{};
  std::uint32_t extent{};
  std::uint16_t parent{};  // its number, from 1
  base::ByteBuffer identifier;
};

[[nodiscard]] std::vector<PathRecord> parse_path_table(base::Bytes table, ByteOrder order, const Where& where,
                                                       Findings& findings);

// Reads the path tables of `hierarchy` and compares them with each other and with its directories.
void judge_path_tables(const ByteSource& source, const Hierarchy& hierarchy, const ReadOptions& options,
                       Findings& findings);

}  // namespace conformance::inspect::iso9660
