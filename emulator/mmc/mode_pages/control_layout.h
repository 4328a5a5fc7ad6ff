// Where the fields of the Control mode page lie. SPC-4, Control mode page.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::control_page {
using d_sense = base::Bits<2, 2>;
}  // namespace emulator::mmc::control_page
