// Where the fields of SEND DISC STRUCTURE lie. MMC-6, SEND DISC STRUCTURE command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::send_disc_structure_cdb {
using media_type = base::Bits<1, 3, 0>;
using format = base::Big<7, 1>;
using structure_data_length = base::Big<8, 2>;
}  // namespace emulator::mmc::send_disc_structure_cdb
