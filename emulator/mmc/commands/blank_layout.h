// Where the fields of BLANK lie. MMC-6, BLANK command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::blank_cdb {
using immed = base::Bits<1, 4>;
using blanking_type = base::Bits<1, 2, 0>;
using start_address_track_number = base::Big<2, 4>;
}  // namespace emulator::mmc::blank_cdb
