#include "conformance/inspect/iso9660/text.h"

namespace conformance::inspect::iso9660 {
namespace {

bool is_high_surrogate(char16_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(char16_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

void append_utf8(std::string& text, std::uint32_t point) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | (point >> shift & 0x3F)); };
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += {static_cast<char>(0xC0 | point >> 6), tail(0)};
  } else if (point < 0x10000) {
    text += {static_cast<char>(0xE0 | point >> 12), tail(6), tail(0)};
  } else {
    text += {static_cast<char>(0xF0 | point >> 18), tail(12), tail(6), tail(0)};
  }
}

}  // namespace

std::string_view part_name(HierarchyKind kind) {
  return kind == HierarchyKind::joliet ? "Joliet hierarchy" : "ISO 9660 hierarchy";
}

bool is_d_character(char16_t unit) {
  return (unit >= u'A' && unit <= u'Z') || (unit >= u'0' && unit <= u'9') || unit == u'_';
}

bool is_a_character(char16_t unit) {
  constexpr std::u16string_view others = u" !\"%&'()*+,-./:;<=>?";
  return is_d_character(unit) || others.find(unit) != std::u16string_view::npos;
}

bool is_joliet_character(char16_t unit) {
  constexpr std::u16string_view forbidden = u"*/:;?\\";
  return unit >= 0x20 && forbidden.find(unit) == std::u16string_view::npos;
}

std::u16string units(base::Bytes identifier, HierarchyKind kind) {
  std::u16string text;
  // The root, a directory itself and its parent are one byte in either hierarchy. Joliet Specification, Special
  // Directory Identifiers.
  if (kind == HierarchyKind::iso9660 || identifier.size() == 1) {
    for (const std::uint8_t byte : identifier) text += static_cast<char16_t>(byte);
    return text;
  }
  for (std::size_t i = 0; i + 1 < identifier.size(); i += 2) {
    text += static_cast<char16_t>(identifier[i] << 8 | identifier[i + 1]);
  }
  return text;
}

std::string utf8(std::u16string_view units) {
  std::string text;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (is_high_surrogate(units[i]) && i + 1 < units.size() && is_low_surrogate(units[i + 1])) {
      append_utf8(text, 0x10000 + ((units[i] - 0xD800U) << 10) + (units[i + 1] - 0xDC00U));
      ++i;
    } else {
      const bool is_lone = is_high_surrogate(units[i]) || is_low_surrogate(units[i]);
      append_utf8(text, is_lone ? 0xFFFD : units[i]);
    }
  }
  return text;
}

FileIdentifier split(std::u16string_view identifier) {
  FileIdentifier parts;
  const auto semicolon = identifier.rfind(u';');
  parts.has_semicolon = semicolon != std::u16string_view::npos;
  if (parts.has_semicolon) parts.version = identifier.substr(semicolon + 1);
  parts.name = identifier.substr(0, semicolon);
  const auto dot = parts.name.rfind(u'.');
  parts.has_dot = dot != std::u16string_view::npos;
  if (parts.has_dot) parts.extension = parts.name.substr(dot + 1);
  parts.name = parts.name.substr(0, dot);
  return parts;
}

}  // namespace conformance::inspect::iso9660
