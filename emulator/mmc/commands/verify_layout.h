// Where the fields of VERIFY (10) and VERIFY (12) lie. MMC-6, VERIFY (10) command, VERIFY (12) command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::verify_10_cdb {
using bytchk = base::Bits<1, 1>;
using logical_block_address = base::Big<2, 4>;
using verification_length = base::Big<7, 2>;
}  // namespace emulator::mmc::verify_10_cdb

namespace emulator::mmc::verify_12_cdb {
using bytchk = base::Bits<1, 1>;
using logical_block_address = base::Big<2, 4>;
using verification_length = base::Big<6, 4>;
}  // namespace emulator::mmc::verify_12_cdb
