#include "conformance/link/iscsi/text.h"

#include <algorithm>
#include <charconv>

namespace conformance::link::iscsi {

std::expected<TextKeys, std::string> TextKeys::parse(base::Bytes bytes) {
  TextKeys keys;
  while (!bytes.empty()) {
    const auto end = std::ranges::find(bytes, std::uint8_t{0});
    if (end == bytes.end()) return std::unexpected("a key=value pair without its NUL");
    const std::string pair(bytes.begin(), end);
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) return std::unexpected("\"" + pair + "\" is no key=value pair");
    keys.pairs_.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    bytes = bytes.subspan(pair.size() + 1);
  }
  return keys;
}

base::ByteBuffer TextKeys::bytes() const {
  base::ByteBuffer bytes;
  for (const auto& [key, value] : pairs_) {
    bytes.insert(bytes.end(), key.begin(), key.end());
    bytes.push_back('=');
    bytes.insert(bytes.end(), value.begin(), value.end());
    bytes.push_back(0);
  }
  return bytes;
}

std::optional<std::string> TextKeys::value(std::string_view key) const {
  const auto found = std::ranges::find(pairs_, key, [](const auto& pair) -> std::string_view { return pair.first; });
  if (found == pairs_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint32_t> TextKeys::number(std::string_view key) const {
  const auto text = value(key);
  if (!text) return std::nullopt;
  const bool is_hex = text->starts_with("0x") || text->starts_with("0X");
  const char* begin = text->data() + (is_hex ? 2 : 0);
  const char* end = text->data() + text->size();
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(begin, end, number, is_hex ? 16 : 10);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

void TextKeys::append(const TextKeys& more) { pairs_.insert(pairs_.end(), more.pairs_.begin(), more.pairs_.end()); }

}  // namespace conformance::link::iscsi
