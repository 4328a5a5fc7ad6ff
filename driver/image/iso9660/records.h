// The numbers, dates and records of a volume, byte position by byte position. ECMA-119. Positions are named as the
// standard counts them, from 1.
#pragma once

#include <cstdint>
#include <string_view>

#include "emulator/base/bytes.h"

namespace driver::image::iso9660 {

// ECMA-119, Numerical values recorded in both byte orders, least significant first.
void put_both_16(base::MutableBytes bytes, std::size_t position, std::uint16_t value);
void put_both_32(base::MutableBytes bytes, std::size_t position, std::uint32_t value);
void put_little_32(base::MutableBytes bytes, std::size_t position, std::uint32_t value);
void put_big_32(base::MutableBytes bytes, std::size_t position, std::uint32_t value);
void put_bytes(base::MutableBytes bytes, std::size_t position, base::Bytes value);
// `text` in a field of `length` bytes, filled with spaces.
void put_text(base::MutableBytes bytes, std::size_t position, std::size_t length, std::string_view text);
// 17 bytes: digits of the date, hundredths, offset from UTC. ECMA-119, Date and Time Format of volume descriptors.
void put_long_date(base::MutableBytes bytes, std::size_t position, std::int64_t seconds_since_epoch);
// A volume date that is not specified: sixteen '0' and a zero byte.
void put_no_date(base::MutableBytes bytes, std::size_t position);

struct DirectoryRecord {
  base::ByteBuffer identifier;
  std::uint32_t extent{};
  std::uint32_t size{};
  std::int64_t modified{};
  bool is_directory{};
};
// ECMA-119, Format of a Directory Record.
[[nodiscard]] base::ByteBuffer encode(const DirectoryRecord& record);
[[nodiscard]] std::size_t encoded_size(std::size_t identifier_size);

}  // namespace driver::image::iso9660
