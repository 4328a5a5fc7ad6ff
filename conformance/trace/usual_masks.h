// What a recorder masks: bytes of an answer that an equal drive with an equal disc need not repeat.
#pragma once

#include <vector>

#include "conformance/trace/exchange.h"

namespace conformance::trace {

// For the answer to a command that ended with GOOD.
[[nodiscard]] std::vector<Mask> usual_masks(base::Bytes cdb, base::Bytes data_in);

}  // namespace conformance::trace
