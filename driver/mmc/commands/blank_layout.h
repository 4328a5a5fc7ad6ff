// BLANK (MMC-6, BLANK command).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::blank_cdb {  // BLANK, CDB
using immed = base::Bits<1, 4>;
using blanking_type = base::Bits<1, 2, 0>;
}  // namespace driver::mmc::blank_cdb
