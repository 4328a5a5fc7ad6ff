// Where the fields of the Real Time Streaming feature lie. MMC-6, Real Time Streaming feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::real_time_streaming_feature {
using rbcb = base::Bits<4, 4>;
using scs = base::Bits<4, 3>;
using mp2a = base::Bits<4, 2>;
using wspd = base::Bits<4, 1>;
using sw = base::Bits<4, 0>;
}  // namespace emulator::mmc::real_time_streaming_feature
