// Fields of descriptors and records by the byte positions of ECMA-119, which count from 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "conformance/inspect/finding.h"
#include "emulator/base/bytes.h"

namespace conformance::inspect::iso9660 {

inline constexpr std::size_t sector_bytes = 2048;  // ECMA-119, Logical Sector

// Numbers by their first byte position. ECMA-119, 16-bit and 32-bit numerical values.
[[nodiscard]] std::uint16_t little_16(base::Bytes bytes, std::size_t position);
[[nodiscard]] std::uint16_t big_16(base::Bytes bytes, std::size_t position);
[[nodiscard]] std::uint32_t little_32(base::Bytes bytes, std::size_t position);
[[nodiscard]] std::uint32_t big_32(base::Bytes bytes, std::size_t position);
// The byte positions `first` to `last`.
[[nodiscard]] base::Bytes field(base::Bytes bytes, std::size_t first, std::size_t last);

// One structure under judgement: reading a field also checks what holds for every field of its kind.
class Fields {
 public:
  // `where.byte` is that of the structure's first byte.
  Fields(base::Bytes bytes, const Where& where, Findings& findings)
      : bytes_(bytes), where_(where), findings_(findings) {}

  [[nodiscard]] base::Bytes bytes() const { return bytes_; }
  [[nodiscard]] std::uint8_t byte(std::size_t position) const { return field(bytes_, position, position)[0]; }
  // Both orders must say the same; the value is that of the first, least significant byte first.
  [[nodiscard]] std::uint16_t both_16(std::size_t position, std::string_view clause);
  [[nodiscard]] std::uint32_t both_32(std::size_t position, std::string_view clause);
  void expect_zero(std::size_t first, std::size_t last, std::string_view clause);
  void add(std::size_t position, std::string_view clause, std::string text);

 private:
  base::Bytes bytes_;
  Where where_;
  Findings& findings_;
};

}  // namespace conformance::inspect::iso9660
