// Where the fields of LOAD/UNLOAD MEDIUM lie. MMC-6, LOAD/UNLOAD MEDIUM command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::load_unload_medium_cdb {
using immed = base::Bits<1, 0>;
using lounlo = base::Bits<4, 1>;
using start = base::Bits<4, 0>;
using slot = base::Big<8, 1>;
}  // namespace emulator::mmc::load_unload_medium_cdb
