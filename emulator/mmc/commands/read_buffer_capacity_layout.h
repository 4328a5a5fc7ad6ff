// Where the fields of READ BUFFER CAPACITY lie. MMC-6, READ BUFFER CAPACITY command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::read_buffer_capacity_cdb {
using block = base::Bits<1, 0>;
using allocation_length = base::Big<7, 2>;
}  // namespace emulator::mmc::read_buffer_capacity_cdb

namespace emulator::mmc::read_buffer_capacity_reply {
using data_length = base::Big<0, 2>;
using block = base::Bits<3, 0>;
using length_of_buffer = base::Big<4, 4>;
using available_length_of_buffer = base::Big<8, 4>;
}  // namespace emulator::mmc::read_buffer_capacity_reply
