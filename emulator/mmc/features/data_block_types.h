// Lists of data block types as features show them. MMC-6, Incremental Streaming Writable feature.
#pragma once

#include <cstdint>
#include <vector>

namespace emulator::mmc {

// Bit n is set when data block type n is in the list.
[[nodiscard]] inline std::uint16_t bitmap(const std::vector<std::uint8_t>& data_block_types) {
  unsigned bits = 0;
  for (const std::uint8_t type : data_block_types) bits |= 1U << type;
  return static_cast<std::uint16_t>(bits);
}

}  // namespace emulator::mmc
