// READ (10), WRITE (10), SYNCHRONIZE CACHE (10) and READ BUFFER CAPACITY (MMC-6, the commands of these names).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::read_10_cdb {  // READ (10), CDB
using logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<7, 2>;
}  // namespace driver::mmc::read_10_cdb

namespace driver::mmc::write_10_cdb {  // WRITE (10), CDB
using logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<7, 2>;
}  // namespace driver::mmc::write_10_cdb

namespace driver::mmc::synchronize_cache_10_cdb {  // SYNCHRONIZE CACHE (10), CDB
using immed = base::Bits<1, 1>;
}  // namespace driver::mmc::synchronize_cache_10_cdb

namespace driver::mmc::read_buffer_capacity_cdb {  // READ BUFFER CAPACITY, CDB
using allocation_length = base::Big<7, 2>;
}  // namespace driver::mmc::read_buffer_capacity_cdb

namespace driver::mmc::read_buffer_capacity_reply {  // READ BUFFER CAPACITY, response
using length_of_buffer = base::Big<4, 4>;
using available_length_of_buffer = base::Big<8, 4>;
}  // namespace driver::mmc::read_buffer_capacity_reply
