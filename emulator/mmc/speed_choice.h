// Speeds that a host asks for and the ones that it gets. MMC-6, SET CD SPEED command, SET STREAMING command.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace emulator::mmc {

// The fastest offered speed that is not above the one asked for, so that a host which planned its buffer for that never
// starves; the slowest when all are above; none where there is no choice. `offered` is fastest first.
[[nodiscard]] std::optional<std::uint32_t> rounded_down(const std::vector<std::uint32_t>& offered, std::uint64_t asked);

}  // namespace emulator::mmc
