// Where the fields of the Rigid Restricted Overwrite feature lie. MMC-6, Rigid Restricted Overwrite feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::rigid_restricted_overwrite_feature {
using intermediate = base::Bits<4, 1>;
using blank = base::Bits<4, 0>;
}  // namespace emulator::mmc::rigid_restricted_overwrite_feature
