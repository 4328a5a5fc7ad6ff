// Where the fields of the Write Protect feature lie. MMC-6, Write Protect feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::write_protect_feature {
using spwp = base::Bits<4, 1>;
}  // namespace emulator::mmc::write_protect_feature
