// Where the fields of SYNCHRONIZE CACHE (10) lie. MMC-6, SYNCHRONIZE CACHE (10) command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::synchronize_cache_10_cdb {
using immed = base::Bits<1, 1>;
}  // namespace emulator::mmc::synchronize_cache_10_cdb
