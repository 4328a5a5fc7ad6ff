// Small verbs for building replies.
#pragma once

#include <string_view>

#include "emulator/base/bytes.h"

namespace emulator::mmc {

inline void append(base::ByteBuffer& out, base::Bytes more) { out.insert(out.end(), more.begin(), more.end()); }

// `text` in `width` bytes, blanks behind it. SPC-4, Left-aligned ASCII data fields.
inline void set_text(base::MutableBytes field, std::string_view text) {
  for (std::size_t i = 0; i < field.size(); ++i) {
    field[i] = i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{' '};
  }
}

}  // namespace emulator::mmc
