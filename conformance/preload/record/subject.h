// What the first line of a trace says: which drive, which medium, in which state.
#pragma once

#include <string>

#include "conformance/preload/kernel/device.h"
#include "conformance/trace/exchange.h"

namespace conformance::preload::record {

// Waits for a drive that is loading and asks it for its current profile and the disc's status.
[[nodiscard]] trace::Header header_of(kernel::Device& device, const trace::Provenance& provenance);

}  // namespace conformance::preload::record
