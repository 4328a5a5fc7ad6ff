// How long a busy drive is waited for, and how. Only the programs wait by the wall clock; tests wait in no time.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>

namespace conformance::link {

void sleep_for(std::chrono::milliseconds pause);

struct Patience {
  std::chrono::milliseconds limit{120'000};
  std::chrono::milliseconds pause{100};  // between two looks at a busy drive
  void (*wait)(std::chrono::milliseconds){sleep_for};

  // How many looks fit into the limit; at least one.
  [[nodiscard]] constexpr int looks() const {
    if (pause.count() <= 0) return 1;
    return static_cast<int>(std::min<std::int64_t>(limit / pause, std::numeric_limits<int>::max() - 1)) + 1;
  }
};

}  // namespace conformance::link
