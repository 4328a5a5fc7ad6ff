// Hex as the standards print it: bytes in pairs, groups apart by blanks.
#pragma once

#include <array>
#include <expected>
#include <string>
#include <string_view>

#include "emulator/base/bytes.h"

namespace base {

// "43 02 00" and "430200" to bytes; the error says which character is wrong.
[[nodiscard]] std::expected<ByteBuffer, std::string> parse_hex(std::string_view text);

// Bytes to "43 02 00": upper case, one blank between bytes.
[[nodiscard]] std::string format_hex(Bytes bytes);

namespace detail {
template <std::size_t size>
struct HexText {
  char text[size]{};
  consteval HexText(const char (&literal)[size]) {  // NOLINT(google-explicit-constructor): a literal operator needs it
    for (std::size_t i = 0; i < size; ++i) text[i] = literal[i];
  }
  [[nodiscard]] consteval std::size_t digits() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i + 1 < size; ++i) count += text[i] != ' ' ? 1U : 0U;
    return count;
  }
};

consteval std::uint8_t hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
  if (digit >= 'A' && digit <= 'F') return static_cast<std::uint8_t>(digit - 'A' + 10);
  if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
  throw "not a hex digit";
}
}  // namespace detail

inline namespace literals {
// "43 02 00"_hex is an array of three bytes, checked by the compiler.
template <detail::HexText hex>
consteval auto operator""_hex() {
  static_assert(hex.digits() % 2 == 0, "two digits a byte");
  std::array<std::uint8_t, hex.digits() / 2> bytes{};
  std::size_t digit = 0;
  for (std::size_t i = 0; i + 1 < sizeof(hex.text); ++i) {
    if (hex.text[i] == ' ') continue;
    bytes[digit / 2] = static_cast<std::uint8_t>(bytes[digit / 2] << 4 | detail::hex_digit(hex.text[i]));
    ++digit;
  }
  return bytes;
}
}  // namespace literals

}  // namespace base
