// Where the fields of the Caching mode page lie. MMC-6, Caching mode page.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::caching_page {
using wce = base::Bits<2, 2>;
using rcd = base::Bits<2, 0>;
}  // namespace emulator::mmc::caching_page
