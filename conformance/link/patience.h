// How long a busy drive is waited for, and how. Only the programs wait by the wall clock; tests wait in no time.
#pragma once

#include <chrono>

namespace conformance::link {

void sleep_for(std::chrono::milliseconds pause);

struct Patience {
  std::chrono::milliseconds limit{120'000};
  std::chrono::milliseconds pause{100};  // between two looks at a busy drive
  void (*wait)(std::chrono::milliseconds){sleep_for};

  // How many looks fit into the limit; at least one.
  [[nodiscard]] constexpr int looks() const { return pause.count() > 0 ? static_cast<int>(limit / pause) + 1 : 1; }
};

}  // namespace conformance::link
