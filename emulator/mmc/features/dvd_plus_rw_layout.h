// Where the fields of the DVD+RW feature lie. MMC-6, DVD+RW feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::dvd_plus_rw_feature {
using write = base::Bits<4, 0>;
}  // namespace emulator::mmc::dvd_plus_rw_feature
