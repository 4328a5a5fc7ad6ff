// Where the fields of the DVD-R/-RW Write feature lie. MMC-6, DVD-R/-RW Write feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::dvd_minus_r_feature {
using buf = base::Bits<4, 6>;
using rdl = base::Bits<4, 3>;
using test_write = base::Bits<4, 2>;
using dvd_rw = base::Bits<4, 1>;
}  // namespace emulator::mmc::dvd_minus_r_feature
