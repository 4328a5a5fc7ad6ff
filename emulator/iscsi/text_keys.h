// The text of login and text PDUs: key=value pairs, each ended by a zero byte. RFC 7143, Text Format.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/bytes.h"

namespace emulator::iscsi {

struct KeyValue {
  std::string key;
  std::string value;
  bool operator==(const KeyValue&) const = default;
};

enum class TextError : std::uint8_t {
  not_ended,      // the last pair has no zero byte
  no_value,       // no '=' in a pair
  bad_key,        // empty, longer than 63 bytes, or with a character that keys do not have
  value_too_long  // more than 255 bytes; none of our keys may have more
};

[[nodiscard]] std::expected<std::vector<KeyValue>, TextError> parse_text(base::Bytes text);

void append_pair(base::ByteBuffer& text, std::string_view key, std::string_view value);

// A numerical value: decimal, or hexadecimal after 0x. RFC 7143, Text Format, numerical-value.
[[nodiscard]] std::optional<std::uint64_t> parse_number(std::string_view value);

// The items of a list, in the order of preference of whoever made it.
[[nodiscard]] std::vector<std::string_view> parse_list(std::string_view value);

// An iSCSI name: iqn., eui. or naa., at most 223 bytes, and none that would not survive a log line or a file name.
// RFC 7143, iSCSI Names.
[[nodiscard]] bool is_iscsi_name(std::string_view name);

}  // namespace emulator::iscsi
