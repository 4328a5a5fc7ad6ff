// What a replay comes to, in either role.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "conformance/replay/difference.h"

namespace conformance::replay {

struct ReplayResult {
  enum class Verdict : std::uint8_t { pass, fail, broken };
  Verdict verdict{};
  std::string reason;                    // one line; empty when passed
  std::optional<Difference> difference;  // with fail, where one command can be named
  std::uint64_t exchanges{};             // in the trace
  std::uint64_t judged{};                // compared and found equal
  std::uint64_t passed_over{};           // noise and repeats that did not have to happen
};

// Nothing was judged: the trace cannot be read, or the target cannot be reached.
struct ReplayError {
  enum class Kind : std::uint8_t { bad_trace, target_lost, cannot_run };
  Kind kind{};
  std::string text;
};

[[nodiscard]] ReplayResult failed(Difference difference);
// As it is, but a pass without anything judged is broken.
[[nodiscard]] ReplayResult concluded(ReplayResult result);

}  // namespace conformance::replay
