// Which drive this is and what is in it, by the suite's own reading of three answers.
#pragma once

#include "conformance/link/link.h"
#include "conformance/link/patience.h"
#include "conformance/trace/exchange.h"

namespace conformance::link {

struct Identity {
  trace::DriveIdentity drive;
  trace::Precondition situation;
};

// Takes the unit attentions that wait for this nexus, and waits while the drive becomes ready. What the drive answers
// in the end (ready, no medium, anything else) is the caller's affair. The error is the link's.
[[nodiscard]] std::expected<Answer, LinkError> settle(Link& link, const Patience& patience);

// Settles, then asks INQUIRY, GET CONFIGURATION and READ DISC INFORMATION.
[[nodiscard]] std::expected<Identity, LinkError> identify(Link& link, const Patience& patience);

}  // namespace conformance::link
