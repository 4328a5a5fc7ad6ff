// Where the fields of READ (10) and READ (12) lie. MMC-6, READ (10) command, READ (12) command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::read_10_cdb {
using logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<7, 2>;
}  // namespace emulator::mmc::read_10_cdb

namespace emulator::mmc::read_12_cdb {
using logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<6, 4>;
}  // namespace emulator::mmc::read_12_cdb
