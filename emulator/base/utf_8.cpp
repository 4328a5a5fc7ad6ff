#include "emulator/base/utf_8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace base {
namespace {

// RFC 3629, Syntax of UTF-8 Byte Sequences: by its first byte, how long a sequence is and what its second byte may be;
// all others are 80h to BFh.
struct Sequence {
  std::uint8_t first_low{}, first_high{};
  std::size_t length{};
  std::uint8_t second_low{0x80}, second_high{0xBF};
};
constexpr std::array sequences{Sequence{0x00, 0x7F, 1},
                               Sequence{0xC2, 0xDF, 2},
                               Sequence{0xE0, 0xE0, 3, 0xA0},
                               Sequence{0xE1, 0xEC, 3},
                               Sequence{0xED, 0xED, 3, 0x80, 0x9F},
                               Sequence{0xEE, 0xEF, 3},
                               Sequence{0xF0, 0xF0, 4, 0x90},
                               Sequence{0xF1, 0xF3, 4},
                               Sequence{0xF4, 0xF4, 4, 0x80, 0x8F}};

std::uint8_t byte(char character) { return static_cast<std::uint8_t>(character); }

// The length of the sequence that `text` begins with, 0 when it begins with none.
std::size_t sequence_at(std::string_view text) {
  const std::uint8_t first = byte(text.front());
  const auto* const row = std::ranges::find_if(
      sequences, [&](const Sequence& one) { return first >= one.first_low && first <= one.first_high; });
  if (row == sequences.end() || text.size() < row->length) return 0;
  if (row->length == 1) return 1;
  if (byte(text[1]) < row->second_low || byte(text[1]) > row->second_high) return 0;
  const bool is_continued =
      std::ranges::all_of(text.substr(2, row->length - 2), [](char c) { return (byte(c) & 0xC0) == 0x80; });
  return is_continued ? row->length : 0;
}

}  // namespace

bool is_utf_8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequence_at(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace base
