// Time as an argument: a moment is a distance from the start of a run. Only a program's outermost loop reads a clock.
#pragma once

#include <chrono>
#include <compare>

namespace base {

using Duration = std::chrono::nanoseconds;

struct Instant {
  Duration since_start{};
  constexpr auto operator<=>(const Instant&) const = default;
  constexpr Instant operator+(Duration later) const { return Instant{since_start + later}; }
  constexpr Duration operator-(Instant earlier) const { return since_start - earlier.since_start; }
};

}  // namespace base
