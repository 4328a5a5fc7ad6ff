// Where the fields of the Timeout and Protect mode page lie. MMC-6, Timeout and Protect mode page.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::timeout_and_protect_page {
using tmoe = base::Bits<4, 2>;
using group_1_minimum_timeout = base::Big<6, 2>;
using group_2_minimum_timeout = base::Big<8, 2>;
}  // namespace emulator::mmc::timeout_and_protect_page
