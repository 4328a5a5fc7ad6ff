#include "emulator/mmc/speed_choice.h"

#include <algorithm>

namespace emulator::mmc {

std::optional<std::uint32_t> rounded_down(const std::vector<std::uint32_t>& offered, std::uint64_t asked) {
  if (offered.empty()) return std::nullopt;
  const auto fits = std::ranges::find_if(offered, [&](std::uint32_t speed) { return speed <= asked; });
  return fits == offered.end() ? offered.back() : *fits;
}

}  // namespace emulator::mmc
