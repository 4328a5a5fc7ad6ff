// Where the fields of the Random Readable feature lie. MMC-6, Random Readable feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::random_readable_feature {
using logical_block_size = base::Big<4, 4>;
using blocking = base::Big<8, 2>;
using pp = base::Bits<10, 0>;
}  // namespace emulator::mmc::random_readable_feature
