#include "conformance/replay/result.h"

namespace conformance::replay {

ReplayResult failed(Difference difference) {
  ReplayResult result;
  result.verdict = ReplayResult::Verdict::fail;
  result.reason = difference.text();
  result.difference = std::move(difference);
  return result;
}

}  // namespace conformance::replay
