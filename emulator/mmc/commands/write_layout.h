// Where the fields of WRITE (10), WRITE (12) and WRITE AND VERIFY (10) lie. MMC-6, those commands.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::write_10_cdb {
using fua = base::Bits<1, 3>;
using logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<7, 2>;
}  // namespace emulator::mmc::write_10_cdb

namespace emulator::mmc::write_and_verify_10_cdb {
using bytchk = base::Bits<1, 1>;
using logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<7, 2>;
}  // namespace emulator::mmc::write_and_verify_10_cdb

namespace emulator::mmc::write_12_cdb {
using fua = base::Bits<1, 3>;
using logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<6, 4>;
}  // namespace emulator::mmc::write_12_cdb
