#include "driver/image/names.h"

#include <cstdint>

namespace driver::image {
namespace {

constexpr char32_t replacement = 0xFFFD;

// How many bytes a sequence has by its first byte, and that byte's payload; 0 for a byte that begins none.
struct Lead {
  std::size_t length{};
  char32_t bits{};
};

Lead lead_of(std::uint8_t byte) {
  if (byte < 0x80) return {1, byte};
  if ((byte & 0xE0) == 0xC0) return {2, byte & 0x1FU};
  if ((byte & 0xF0) == 0xE0) return {3, byte & 0x0FU};
  if ((byte & 0xF8) == 0xF0) return {4, byte & 0x07U};
  return {};
}

bool is_shortest_form(char32_t point, std::size_t length) {
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  return point >= least[length] && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
}

}  // namespace

std::u32string code_points(std::string_view utf8) {
  std::u32string points;
  for (std::size_t i = 0; i < utf8.size();) {
    const Lead lead = lead_of(static_cast<std::uint8_t>(utf8[i]));
    char32_t point = lead.bits;
    std::size_t used = 1;
    while (used < lead.length && i + used < utf8.size() && (static_cast<std::uint8_t>(utf8[i + used]) & 0xC0) == 0x80) {
      point = point << 6 | (static_cast<std::uint8_t>(utf8[i + used]) & 0x3FU);
      ++used;
    }
    const bool is_valid = lead.length != 0 && used == lead.length && is_shortest_form(point, lead.length);
    points += is_valid ? point : replacement;
    i += is_valid ? used : 1;
  }
  return points;
}

std::string utf8(std::u16string_view units) {
  std::string text;
  for (const char16_t unit : units) {
    if (unit < 0x80) {
      text += static_cast<char>(unit);
    } else if (unit < 0x800) {
      text += static_cast<char>(0xC0 | unit >> 6);
      text += static_cast<char>(0x80 | (unit & 0x3F));
    } else {
      text += static_cast<char>(0xE0 | unit >> 12);
      text += static_cast<char>(0x80 | (unit >> 6 & 0x3F));
      text += static_cast<char>(0x80 | (unit & 0x3F));
    }
  }
  return text;
}

}  // namespace driver::image
