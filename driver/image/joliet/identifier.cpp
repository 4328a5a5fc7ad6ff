#include "driver/image/joliet/identifier.h"

#include <string_view>

namespace driver::image::joliet {
namespace {

char16_t permitted_or_underline(char32_t point) {
  constexpr std::u32string_view forbidden = U"*/:;?\\";
  if (point < 0x20 || point > 0xFFFF || forbidden.find(point) != std::u32string_view::npos) return u'_';
  return static_cast<char16_t>(point);
}

}  // namespace

std::u16string permitted(const std::u32string& points) {
  std::u16string text;
  for (const char32_t point : points) text += permitted_or_underline(point);
  return text;
}

NameParts<std::u16string> wanted_name(const Node& node) {
  const std::u16string text = permitted(code_points(node.name));
  if (node.kind == Node::Kind::directory) return {text, {}};
  return split_name(text);
}

base::ByteBuffer ucs2(const std::u16string& text) {
  base::ByteBuffer bytes;
  bytes.reserve(text.size() * 2);
  for (const char16_t unit : text) {
    bytes.push_back(static_cast<std::uint8_t>(unit >> 8));
    bytes.push_back(static_cast<std::uint8_t>(unit & 0xFF));
  }
  return bytes;
}

base::ByteBuffer identifier(const std::u16string& name, bool is_directory) {
  return ucs2(is_directory ? name : name + u";1");
}

}  // namespace driver::image::joliet
