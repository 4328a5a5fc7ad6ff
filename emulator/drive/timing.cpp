#include "emulator/drive/timing.h"

#include <cstdlib>

namespace emulator::drive {

std::int64_t speed_bytes_per_block(Family family) { return family == Family::cd ? 2352 : base::block_bytes; }

base::Duration transfer_time(base::BlockCount blocks, Family family, std::uint32_t kbytes_per_second) {
  if (kbytes_per_second == 0) std::abort();
  // 1 kB/s is 1000 bytes in 10^9 ns, so a byte takes 10^6 / speed ns. A disc of 10^8 blocks stays within 63 bits.
  const std::int64_t numerator = blocks.value * speed_bytes_per_block(family) * 1'000'000;
  const std::int64_t speed = kbytes_per_second;
  return base::Duration{(numerator + speed - 1) / speed};
}

}  // namespace emulator::drive
