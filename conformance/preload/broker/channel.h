// One channel: requests of one thread of a program at a time, answered in order.
#pragma once

#include "conformance/preload/broker/open_files.h"

namespace conformance::preload::broker {

// Serves until the other end is closed.
void serve_channel(const Socket& channel, OpenFiles& files);

}  // namespace conformance::preload::broker
