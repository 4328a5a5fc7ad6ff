// Where the fields of the Core feature lie. MMC-6, Core feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::core_feature {
using physical_interface_standard = base::Big<4, 4>;
using inq2 = base::Bits<8, 1>;
using dbe = base::Bits<8, 0>;
}  // namespace emulator::mmc::core_feature
