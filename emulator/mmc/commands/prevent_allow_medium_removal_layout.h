// Where the fields of PREVENT ALLOW MEDIUM REMOVAL lie. MMC-6, PREVENT ALLOW MEDIUM REMOVAL command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::prevent_allow_medium_removal_cdb {
using persistent = base::Bits<4, 1>;
using prevent = base::Bits<4, 0>;
}  // namespace emulator::mmc::prevent_allow_medium_removal_cdb
