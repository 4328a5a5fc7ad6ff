// Where the fields of SEEK (10) and SET READ AHEAD lie. MMC-6, SEEK (10) command, SET READ AHEAD command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::seek_10_cdb {
using logical_block_address = base::Big<2, 4>;
}  // namespace emulator::mmc::seek_10_cdb

namespace emulator::mmc::set_read_ahead_cdb {
using trigger_logical_block_address = base::Big<2, 4>;
using read_ahead_logical_block_address = base::Big<6, 4>;
}  // namespace emulator::mmc::set_read_ahead_cdb
