// Where the fields of the Removable Medium feature lie. MMC-6, Removable Medium feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::removable_medium_feature {
using loading_mechanism_type = base::Bits<4, 7, 5>;
using load = base::Bits<4, 4>;
using eject = base::Bits<4, 3>;
using lock = base::Bits<4, 0>;
}  // namespace emulator::mmc::removable_medium_feature
