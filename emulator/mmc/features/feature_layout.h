// What every feature descriptor begins with. MMC-6, Feature descriptor generic format.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::feature_descriptor_header {
using feature_code = base::Big<0, 2>;
using version = base::Bits<2, 5, 2>;
using persistent = base::Bits<2, 1>;
using current = base::Bits<2, 0>;
using additional_length = base::Big<3, 1>;
}  // namespace emulator::mmc::feature_descriptor_header
