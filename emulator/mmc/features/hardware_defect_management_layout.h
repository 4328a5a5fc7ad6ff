// Where the fields of the Hardware Defect Management feature lie. MMC-6, Hardware Defect Management feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::hardware_defect_management_feature {
using ssa = base::Bits<4, 7>;
}  // namespace emulator::mmc::hardware_defect_management_feature
