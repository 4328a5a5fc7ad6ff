#include "emulator/iscsi/text_keys.h"

#include <algorithm>
#include <charconv>

namespace emulator::iscsi {
namespace {

constexpr std::size_t longest_key = 63;
constexpr std::size_t longest_value = 255;
constexpr std::size_t longest_name = 223;

constexpr bool is_letter_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

constexpr bool may_be_in_key(char c) {
  return is_letter_or_digit(c) || std::string_view(".-+@_/#").find(c) != std::string_view::npos;
}

std::expected<KeyValue, TextError> parse_pair(std::string_view pair) {
  const std::size_t equals = pair.find('=');
  if (equals == std::string_view::npos) return std::unexpected(TextError::no_value);
  const std::string_view key = pair.substr(0, equals);
  const std::string_view value = pair.substr(equals + 1);
  if (key.empty() || key.size() > longest_key || !std::ranges::all_of(key, may_be_in_key)) {
    return std::unexpected(TextError::bad_key);
  }
  if (value.size() > longest_value) return std::unexpected(TextError::value_too_long);
  return KeyValue{std::string(key), std::string(value)};
}

}  // namespace

std::expected<std::vector<KeyValue>, TextError> parse_text(base::Bytes text) {
  std::vector<KeyValue> pairs;
  while (!text.empty()) {
    const auto end = std::ranges::find(text, std::uint8_t{0});
    if (end == text.end()) return std::unexpected(TextError::not_ended);
    const auto size = static_cast<std::size_t>(end - text.begin());
    // Zero bytes after the last pair are padding that some initiators count as data.
    if (size > 0) {
      auto pair = parse_pair({reinterpret_cast<const char*>(text.data()), size});
      if (!pair) return std::unexpected(pair.error());
      pairs.push_back(*std::move(pair));
    }
    text = text.subspan(size + 1);
  }
  return pairs;
}

void append_pair(base::ByteBuffer& text, std::string_view key, std::string_view value) {
  text.insert(text.end(), key.begin(), key.end());
  text.push_back('=');
  text.insert(text.end(), value.begin(), value.end());
  text.push_back(0);
}

std::optional<std::uint64_t> parse_number(std::string_view value) {
  int radix = 10;
  if (value.starts_with("0x") || value.starts_with("0X")) {
    radix = 16;
    value.remove_prefix(2);
  }
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number, radix);
  if (error != std::errc{} || end != value.data() + value.size()) return std::nullopt;
  return number;
}

std::vector<std::string_view> parse_list(std::string_view value) {
  std::vector<std::string_view> items;
  for (;;) {
    const std::size_t comma = value.find(',');
    items.push_back(value.substr(0, comma));
    if (comma == std::string_view::npos) return items;
    value.remove_prefix(comma + 1);
  }
}

bool is_iscsi_name(std::string_view name) {
  if (name.size() > longest_name || name.size() < 5) return false;
  if (!name.starts_with("iqn.") && !name.starts_with("eui.") && !name.starts_with("naa.")) return false;
  return std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; });
}

}  // namespace emulator::iscsi
