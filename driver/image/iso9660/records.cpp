#include "driver/image/iso9660/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>

namespace driver::image::iso9660 {
namespace {

struct CivilTime {
  int year{};
  unsigned month{}, day{}, hour{}, minute{}, second{};
};

// The first and the last second of a span of years; a time outside it becomes the nearest inside.
struct Span {
  std::int64_t first{}, last{};
};

CivilTime civil_time(std::int64_t seconds_since_epoch, Span span) {
  using namespace std::chrono;
  const sys_seconds moment{seconds{std::clamp(seconds_since_epoch, span.first, span.last)}};
  const sys_days day = floor<days>(moment);
  const year_month_day date{day};
  const hh_mm_ss time{moment - day};
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          static_cast<unsigned>(time.hours().count()),
          static_cast<unsigned>(time.minutes().count()),
          static_cast<unsigned>(time.seconds().count())};
}

// Seven bytes: years since 1900, month, day, hour, minute, second, offset from UTC (0). The field holds the years 1900
// to 2155. ECMA-119, Recording Date and Time.
void put_short_date(base::MutableBytes bytes, std::size_t position, std::int64_t seconds_since_epoch) {
  constexpr Span years_1900_to_2155{-2'208'988'800, 5'869'583'999};
  const CivilTime time = civil_time(seconds_since_epoch, years_1900_to_2155);
  const base::ByteBuffer date{static_cast<std::uint8_t>(time.year - 1900),
                              static_cast<std::uint8_t>(time.month),
                              static_cast<std::uint8_t>(time.day),
                              static_cast<std::uint8_t>(time.hour),
                              static_cast<std::uint8_t>(time.minute),
                              static_cast<std::uint8_t>(time.second),
                              0};
  put_bytes(bytes, position, date);
}

void put_little(base::MutableBytes bytes, std::size_t position, std::size_t width, std::uint32_t value) {
  for (std::size_t i = 0; i < width; ++i) bytes[position - 1 + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

void put_big(base::MutableBytes bytes, std::size_t position, std::size_t width, std::uint32_t value) {
  for (std::size_t i = 0; i < width; ++i) {
    bytes[position - 1 + i] = static_cast<std::uint8_t>(value >> (8 * (width - 1 - i)));
  }
}

}  // namespace

void put_both_16(base::MutableBytes bytes, std::size_t position, std::uint16_t value) {
  put_little(bytes, position, 2, value);
  put_big(bytes, position + 2, 2, value);
}

void put_both_32(base::MutableBytes bytes, std::size_t position, std::uint32_t value) {
  put_little(bytes, position, 4, value);
  put_big(bytes, position + 4, 4, value);
}

void put_little_32(base::MutableBytes bytes, std::size_t position, std::uint32_t value) {
  put_little(bytes, position, 4, value);
}

void put_big_32(base::MutableBytes bytes, std::size_t position, std::uint32_t value) {
  put_big(bytes, position, 4, value);
}

void put_bytes(base::MutableBytes bytes, std::size_t position, base::Bytes value) {
  std::ranges::copy(value, bytes.subspan(position - 1, value.size()).begin());
}

void put_text(base::MutableBytes bytes, std::size_t position, std::size_t length, std::string_view text) {
  const base::MutableBytes field = bytes.subspan(position - 1, length);
  std::ranges::fill(field, std::uint8_t{' '});
  for (std::size_t i = 0; i < std::min(length, text.size()); ++i) field[i] = static_cast<std::uint8_t>(text[i]);
}

void put_long_date(base::MutableBytes bytes, std::size_t position, std::int64_t seconds_since_epoch) {
  constexpr Span years_1_to_9999{-62'135'596'800, 253'402'300'799};
  const CivilTime time = civil_time(seconds_since_epoch, years_1_to_9999);
  put_text(bytes, position, 16,
           fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}00", time.year, time.month, time.day, time.hour, time.minute,
                       time.second));
  bytes[position - 1 + 16] = 0;
}

void put_no_date(base::MutableBytes bytes, std::size_t position) {
  put_text(bytes, position, 16, "0000000000000000");
  bytes[position - 1 + 16] = 0;
}

std::size_t encoded_size(std::size_t identifier_size) {
  const std::size_t size = 33 + identifier_size;
  return size + size % 2;  // ECMA-119, Padding Field: present when the identifier's length is even
}

base::ByteBuffer encode(const DirectoryRecord& record) {
  base::ByteBuffer bytes(encoded_size(record.identifier.size()));
  bytes[0] = static_cast<std::uint8_t>(bytes.size());
  put_both_32(bytes, 3, record.extent);
  put_both_32(bytes, 11, record.size);
  put_short_date(bytes, 19, record.modified);
  constexpr std::uint8_t directory_flag = 0x02;  // File Flags, bit 1
  bytes[25] = record.is_directory ? directory_flag : 0;
  put_both_16(bytes, 29, 1);  // the ordinal number of the volume in its set
  bytes[32] = static_cast<std::uint8_t>(record.identifier.size());
  put_bytes(bytes, 34, record.identifier);
  return bytes;
}

}  // namespace driver::image::iso9660
