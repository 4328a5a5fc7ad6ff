// Recorded answers that tell of a state that passes by itself: how often a host met it is no property of the drive.
#pragma once

#include "conformance/link/link.h"
#include "conformance/trace/exchange.h"

namespace conformance::replay {

// A recorded answer as the link would give it, without data. REQUEST SENSE tells in its data what other commands tell
// in their sense, so there the data stands as the sense.
[[nodiscard]] link::Answer as_answer(const trace::Exchange& exchange);

// A unit attention, or a busy drive.
[[nodiscard]] bool is_passing(const link::Answer& answer);

// The same command from the same nexus with the same data.
[[nodiscard]] bool is_same_command(const trace::Exchange& one, const trace::Exchange& other);

}  // namespace conformance::replay
