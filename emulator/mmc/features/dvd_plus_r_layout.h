// Where the fields of the DVD+R feature lie. MMC-6, DVD+R feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::dvd_plus_r_feature {
using write = base::Bits<4, 0>;
}  // namespace emulator::mmc::dvd_plus_r_feature
