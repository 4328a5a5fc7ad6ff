// One case against one target.
#pragma once

#include <chrono>

#include "conformance/cases/case.h"
#include "conformance/cases/outcome.h"
#include "conformance/cases/situation.h"

namespace conformance::cases {

struct RunOptions {
  bool allow_destructive{};
  std::uint64_t seed{};
  link::Patience patience{};
};

struct Ran {
  Outcome outcome;
  std::chrono::microseconds duration{};
  std::optional<link::LinkError> lost{};  // the target cannot be used any more
};

// Checks needs and consent against the situation, then runs. A seed and an id give the same random numbers whatever
// runs before.
[[nodiscard]] Ran run_case(const Case& one, link::Target& target, const Situation& situation,
                           const RunOptions& options);

}  // namespace conformance::cases
