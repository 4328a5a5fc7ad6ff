// Time as the driver sees it. Only a Clock reads or passes time, so that a test can hand in one that never sleeps.
#pragma once

#include <chrono>

#include "emulator/base/instant.h"

namespace driver::transport {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual base::Instant now() const = 0;
  // Lets this much time pass. Used only between two questions to a drive that said it is busy.
  virtual void wait(base::Duration amount) = 0;
};

// The computer's own clock, from the moment of construction.
class SteadyClock final : public Clock {
 public:
  [[nodiscard]] base::Instant now() const override;
  void wait(base::Duration amount) override;

 private:
  std::chrono::steady_clock::time_point start_{std::chrono::steady_clock::now()};
};

// A clock for tests: waiting moves it at once.
class ManualClock final : public Clock {
 public:
  [[nodiscard]] base::Instant now() const override { return now_; }
  void wait(base::Duration amount) override { now_ = now_ + amount; }

 private:
  base::Instant now_;
};

}  // namespace driver::transport
