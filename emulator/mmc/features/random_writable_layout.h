// Where the fields of the Random Writable feature lie. MMC-6, Random Writable feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::random_writable_feature {
using last_logical_block_address = base::Big<4, 4>;
using logical_block_size = base::Big<8, 4>;
using blocking = base::Big<12, 2>;
using pp = base::Bits<14, 0>;
}  // namespace emulator::mmc::random_writable_feature
