// Where the fields of MECHANISM STATUS lie. MMC-6, MECHANISM STATUS command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::mechanism_status_cdb {
using allocation_length = base::Big<8, 2>;
}  // namespace emulator::mmc::mechanism_status_cdb

namespace emulator::mmc::mechanism_status_header {
using door_open = base::Bits<1, 4>;
}  // namespace emulator::mmc::mechanism_status_header
