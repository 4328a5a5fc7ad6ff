// Where the fields of the BD Write feature lie. MMC-6, BD Write feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::bd_write_feature {
using class_0_bitmap_for_bd_re_write_support = base::Big<8, 2>;
using class_1_bitmap_for_bd_re_write_support = base::Big<10, 2>;
using class_0_bitmap_for_bd_r_write_support = base::Big<16, 2>;
using class_1_bitmap_for_bd_r_write_support = base::Big<18, 2>;
}  // namespace emulator::mmc::bd_write_feature
