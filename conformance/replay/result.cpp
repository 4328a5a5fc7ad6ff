#include "conformance/replay/result.h"

#include <fmt/format.h>

namespace conformance::replay {

ReplayResult failed(Difference difference) {
  ReplayResult result;
  result.verdict = ReplayResult::Verdict::fail;
  result.reason = difference.text();
  result.difference = std::move(difference);
  return result;
}

ReplayResult concluded(ReplayResult result) {
  if (result.verdict != ReplayResult::Verdict::pass || result.judged > 0) return result;
  result.verdict = ReplayResult::Verdict::broken;
  const std::string why =
      result.exchanges == 0
          ? "the trace holds no exchange"
          : fmt::format("all {} exchanges of the trace are such as need not happen", result.exchanges);
  result.reason = "nothing was judged: " + why + "; record one with commands that must be answered";
  return result;
}

}  // namespace conformance::replay
