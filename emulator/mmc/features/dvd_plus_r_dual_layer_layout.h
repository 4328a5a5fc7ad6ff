// Where the fields of this feature's descriptor lie. MMC-6, DVD+R Dual Layer feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::dvd_plus_r_dual_layer_feature {
using write = base::Bits<4, 0>;
}  // namespace emulator::mmc::dvd_plus_r_dual_layer_feature
