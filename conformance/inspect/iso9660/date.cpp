#include "conformance/inspect/iso9660/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace conformance::inspect::iso9660 {
namespace {

// Year, month, day, hour, minute, second, and the offset from UTC in quarters of an hour.
struct Parts {
  int year{};
  unsigned month{}, day{}, hour{}, minute{}, second{};
  int offset{};
};

Date checked(const Parts& parts) {
  using namespace std::chrono;
  const year_month_day date{year{parts.year}, month{parts.month}, day{parts.day}};
  if (!date.ok()) {
    return {{}, fmt::format("there is no day {:04}-{:02}-{:02}", parts.year, parts.month, parts.day)};
  }
  if (parts.hour > 23 || parts.minute > 59 || parts.second > 59) {
    return {{}, fmt::format("there is no time {:02}:{:02}:{:02}", parts.hour, parts.minute, parts.second)};
  }
  if (parts.offset < -48 || parts.offset > 52) {
    return {{}, fmt::format("the offset from UTC is {} quarters of an hour, not -48 to 52", parts.offset)};
  }
  const std::int64_t days = sys_days{date}.time_since_epoch().count();
  const std::int64_t minutes = (days * 24 + parts.hour) * 60 + parts.minute - parts.offset * 15;
  return {minutes * 60 + parts.second, {}};
}

unsigned number(base::Bytes digits) {
  unsigned value = 0;
  for (const std::uint8_t digit : digits) value = value * 10 + (digit - '0');
  return value;
}

}  // namespace

Date short_date(base::Bytes bytes) {
  if (std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; })) return {};
  return checked(
      {1900 + bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], static_cast<std::int8_t>(bytes[6])});
}

Date long_date(base::Bytes bytes) {
  const base::Bytes digits = bytes.first(16);
  if (!std::ranges::all_of(digits, [](std::uint8_t byte) { return byte >= '0' && byte <= '9'; })) {
    return {{}, "not sixteen digits"};
  }
  if (std::ranges::all_of(digits, [](std::uint8_t byte) { return byte == '0'; }) && bytes[16] == 0) return {};
  return checked({static_cast<int>(number(digits.first(4))), number(digits.subspan(4, 2)), number(digits.subspan(6, 2)),
                  number(digits.subspan(8, 2)), number(digits.subspan(10, 2)), number(digits.subspan(12, 2)),
                  static_cast<std::int8_t>(bytes[16])});
}

}  // namespace conformance::inspect::iso9660
