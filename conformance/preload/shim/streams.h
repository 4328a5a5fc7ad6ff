// Streams of the C library over drives.
#pragma once

namespace conformance::preload::shim {

// After exec: standard input and output that are drives become streams of ours. What another library made of the old
// ones before (std::cin of the C++ library) stays as it is.
void take_standard_streams();

}  // namespace conformance::preload::shim
