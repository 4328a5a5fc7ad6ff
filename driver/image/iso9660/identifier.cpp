#include "driver/image/iso9660/identifier.h"

namespace driver::image::iso9660 {
namespace {

char d_character(char32_t point) {
  if (point >= U'a' && point <= U'z') return static_cast<char>(point - U'a' + 'A');
  const bool is_permitted = (point >= U'A' && point <= U'Z') || (point >= U'0' && point <= U'9');
  return is_permitted ? static_cast<char>(point) : '_';
}

}  // namespace

std::string d_characters(const std::u32string& points) {
  std::string text;
  for (const char32_t point : points) text += d_character(point);
  return text;
}

NameParts<std::string> wanted_name(const Node& node) {
  const std::u32string points = code_points(node.name);
  if (node.kind == Node::Kind::directory) return {d_characters(points), {}};
  const NameParts<std::u32string> parts = split_name(points);
  if (parts.extension.empty()) return {d_characters(parts.stem), {}};
  return {d_characters(parts.stem), "." + d_characters(parts.extension.substr(1))};
}

std::string identifier(const std::string& name, bool is_directory) {
  if (is_directory) return name;
  return name + (name.find('.') == std::string::npos ? ".;1" : ";1");
}

}  // namespace driver::image::iso9660
