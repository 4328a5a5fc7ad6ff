// Minute, second and frame addresses. MMC-6, MSF address; Orange Book for the lead-in.
#pragma once

#include <compare>
#include <cstdint>

#include "emulator/base/units.h"

namespace emulator::mmc {

struct Msf {
  std::uint8_t minute{}, second{}, frame{};
  auto operator<=>(const Msf&) const = default;
  // The 24 bits in which replies carry it, most significant minute.
  [[nodiscard]] constexpr std::uint32_t wire() const {
    return std::uint32_t{minute} << 16 | std::uint32_t{second} << 8 | frame;
  }
};

// 00:02:00 is LBA 0. Addresses below -150 lie in the lead-in, which counts up to 99:59:74. A DVD or BD has addresses
// that no MSF can say: those become the greatest there is.
[[nodiscard]] Msf to_msf(base::Lba address);
[[nodiscard]] base::Lba from_msf(Msf address);

}  // namespace emulator::mmc
