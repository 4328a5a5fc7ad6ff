// READ CAPACITY (10) (MMC-6, READ CAPACITY command).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::read_capacity_10_reply {  // READ CAPACITY, response
using logical_block_address = base::Big<0, 4>;
using block_length_in_bytes = base::Big<4, 4>;
}  // namespace driver::mmc::read_capacity_10_reply
