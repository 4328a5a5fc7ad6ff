// Opening a virtual device, for every function of the C library that opens.
#pragma once

#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {

// A new descriptor, or -1 with errno as the kernel gives it.
int open_device(Shim& shim, wire::Node node, int flags);

}  // namespace conformance::preload::shim
