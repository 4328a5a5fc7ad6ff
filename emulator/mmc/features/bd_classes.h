// Versions of a BD class as bitmaps: bit n stands for version n. MMC-6, BD Read feature.
#pragma once

#include <cstdint>

namespace emulator::mmc {

inline constexpr std::uint16_t bd_version_1 = 1U << 1;
inline constexpr std::uint16_t bd_versions_1_and_2 = 1U << 1 | 1U << 2;

}  // namespace emulator::mmc
