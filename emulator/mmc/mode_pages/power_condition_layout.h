// Where the fields of the Power Condition mode page lie. SPC-4, Power Condition mode page.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::power_condition_page {
using idle = base::Bits<3, 1>;
using standby = base::Bits<3, 0>;
using idle_timer = base::Big<4, 4>;
using standby_timer = base::Big<8, 4>;
}  // namespace emulator::mmc::power_condition_page
