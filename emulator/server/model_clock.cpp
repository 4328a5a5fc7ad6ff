#include "emulator/server/model_clock.h"

#include <algorithm>

namespace emulator::server {

base::Duration ModelClock::until(base::Instant moment, base::Duration wall) const {
  const base::Duration left = moment - at(wall);
  if (left <= base::Duration::zero()) return {};
  return (left + base::Duration{times_ - 1}) / times_;
}

void ModelClock::jump_to(base::Instant moment, base::Duration wall) {
  skipped_ += std::max(moment - at(wall), base::Duration::zero());
}

}  // namespace emulator::server
