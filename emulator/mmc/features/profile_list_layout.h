// Where the fields of the Profile List feature lie. MMC-6, Profile List feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::profile_descriptor {
using profile_number = base::Big<0, 2>;
using current_p = base::Bits<2, 0>;
}  // namespace emulator::mmc::profile_descriptor
