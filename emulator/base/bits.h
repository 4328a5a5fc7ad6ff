// One field of a wire layout, both ways. A layout is a namespace of such lines in a header named *_layout.h:
//
//   namespace emulator::mmc::read_toc_cdb {
//   using msf = base::Bits<1, 1>;                    // byte 1, bit 1
//   using format = base::Bits<2, 3, 0>;              // byte 2, bits 3 to 0
//   using allocation_length = base::Big<7, 2>;       // bytes 7 and 8, most significant first
//   }
//
// Reading or writing past the end of the bytes is a mistake of the caller and ends the program: lengths are checked
// once, where the bytes come in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "emulator/base/bytes.h"

namespace base {

// The number of the layout line that is spoiled on purpose, 0 for none. Only scripts/mutate_layouts builds programs
// in which a line carries a number; in every other build the parameter `mutant` is 0 and this costs nothing.
enum class MutantKind : std::uint8_t { shifted, byte_swapped };
struct ActiveMutant {
  int number{};
  MutantKind kind{};
};
inline ActiveMutant active_mutant{};

constexpr std::uint8_t byte_at(Bytes bytes, std::size_t index) {
  if (index >= bytes.size()) std::abort();
  return bytes[index];
}

constexpr std::uint8_t& byte_at(MutableBytes bytes, std::size_t index) {
  if (index >= bytes.size()) std::abort();
  return bytes[index];
}

// Bits `high` to `low` of one byte.
template <std::size_t byte, unsigned high, unsigned low = high, int mutant = 0>
struct Bits {
  static_assert(high <= 7 && low <= high);
  static constexpr std::size_t end = byte + 1;

  static constexpr std::uint64_t get(Bytes bytes) { return (byte_at(bytes, byte) >> shift()) & mask; }

  static constexpr void set(MutableBytes bytes, std::uint64_t value) {
    if (value > mask) std::abort();
    std::uint8_t& target = byte_at(bytes, byte);
    target = static_cast<std::uint8_t>((target & ~(mask << shift())) | (value << shift()));
  }

 private:
  static constexpr std::uint64_t mask = (1U << (high - low + 1)) - 1;

  static constexpr unsigned shift() {
    if constexpr (mutant != 0) {
      if (active_mutant.number == mutant) return high < 7 ? low + 1 : (low > 0 ? low - 1 : low + 1);
    }
    return low;
  }
};

// `width` whole bytes from `first`, most significant byte first.
template <std::size_t first, std::size_t width, int mutant = 0>
struct Big {
  static_assert(width >= 1 && width <= 8);
  static constexpr std::size_t end = first + width;

  static constexpr std::uint64_t get(Bytes bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value = (value << 8) | byte_at(bytes, place(i));
    return value;
  }

  static constexpr void set(MutableBytes bytes, std::uint64_t value) {
    if constexpr (width < 8) {
      if (value >> (8 * width) != 0) std::abort();
    }
    for (std::size_t i = width; i-- > 0; value >>= 8) byte_at(bytes, place(i)) = static_cast<std::uint8_t>(value);
  }

 private:
  static constexpr std::size_t place(std::size_t i) {
    if constexpr (mutant != 0) {
      if (active_mutant.number == mutant && active_mutant.kind == MutantKind::byte_swapped) {
        return first + width - 1 - i;
      }
      if (active_mutant.number == mutant) return first + i + 1;
    }
    return first + i;
  }
};

}  // namespace base
