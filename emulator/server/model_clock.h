// What time it is for the drives. Pure: the caller brings the time on the wall.
#pragma once

#include <cstdint>

#include "emulator/base/instant.h"
#include "emulator/serve.h"

namespace emulator::server {

class ModelClock {
 public:
  // `times` is how much faster than the wall a real clock goes.
  ModelClock(ClockKind kind, std::uint32_t times) : kind_(kind), times_(times == 0 ? 1 : times) {}

  // `wall` is the time since the start of the program.
  [[nodiscard]] base::Instant at(base::Duration wall) const { return base::Instant{wall * times_ + skipped_}; }
  // How long to wait on the wall until `moment`; not negative, and never too short.
  [[nodiscard]] base::Duration until(base::Instant moment, base::Duration wall) const;

  // Nobody waits for `moment`: it is now. Only an instant clock does that.
  [[nodiscard]] bool jumps() const { return kind_ == ClockKind::instant; }
  void jump_to(base::Instant moment, base::Duration wall);

 private:
  ClockKind kind_;
  std::int64_t times_;
  base::Duration skipped_{};
};

}  // namespace emulator::server
