// Volume descriptors. ECMA-119, Volume Descriptors; Joliet Specification, SVD Escape Sequences Field.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "conformance/inspect/finding.h"
#include "conformance/inspect/iso9660/record.h"
#include "conformance/inspect/iso9660/text.h"
#include "emulator/base/bytes.h"

namespace conformance::inspect::iso9660 {

enum class DescriptorType : std::uint8_t {
  boot_record = 0,
  primary = 1,
  supplementary = 2,
  partition = 3,
  terminator = 255
};

struct Descriptor {
  std::uint64_t byte{};  // its first byte in the image
  HierarchyKind kind{};
  std::uint32_t volume_blocks{};
  std::uint16_t volume_set_size{}, volume_number{};
  std::uint16_t block_bytes{};
  std::uint32_t path_table_bytes{};
  // Addresses; 0 of an optional one says that there is none.
  std::uint32_t little_path_table{}, optional_little_path_table{};
  std::uint32_t big_path_table{}, optional_big_path_table{};
  std::optional<Record> root;
};

// Whether the sector is a descriptor at all. ECMA-119, Standard Identifier.
[[nodiscard]] bool is_descriptor(base::Bytes sector);
// Whether a supplementary descriptor is Joliet's, by its escape sequence.
[[nodiscard]] bool is_joliet(base::Bytes sector);

// Judges what every descriptor has.
void judge_descriptor(base::Bytes sector, const Where& where, Findings& findings);
// A primary descriptor, or a supplementary one of Joliet.
[[nodiscard]] Descriptor parse_descriptor(base::Bytes sector, HierarchyKind kind, const Where& where,
                                          Findings& findings);

}  // namespace conformance::inspect::iso9660
