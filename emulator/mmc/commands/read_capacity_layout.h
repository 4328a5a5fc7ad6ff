// Where the fields of READ CAPACITY lie. MMC-6, READ CAPACITY command; SBC-3, READ CAPACITY (16) command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::read_capacity_10_reply {
using logical_block_address = base::Big<0, 4>;
using block_length_in_bytes = base::Big<4, 4>;
}  // namespace emulator::mmc::read_capacity_10_reply

namespace emulator::mmc::read_capacity_16_cdb {
using service_action = base::Bits<1, 4, 0>;
using allocation_length = base::Big<10, 4>;
}  // namespace emulator::mmc::read_capacity_16_cdb

namespace emulator::mmc::read_capacity_16_reply {
using returned_logical_block_address = base::Big<0, 8>;
using logical_block_length_in_bytes = base::Big<8, 4>;
}  // namespace emulator::mmc::read_capacity_16_reply
