// Where the fields of the DVD Read feature lie. MMC-6, DVD Read feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::dvd_read_feature {
using multi110 = base::Bits<4, 0>;
}  // namespace emulator::mmc::dvd_read_feature
