// Where the fields of the BD Read feature lie. MMC-6, BD Read feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::bd_read_feature {
using class_0_bitmap_for_bd_re_read_support = base::Big<8, 2>;
using class_1_bitmap_for_bd_re_read_support = base::Big<10, 2>;
using class_1_bitmap_for_bd_r_read_support = base::Big<18, 2>;
using class_1_bitmap_for_bd_rom_read_support = base::Big<26, 2>;
using class_0_bitmap_for_bd_r_read_support = base::Big<16, 2>;
using class_0_bitmap_for_bd_rom_read_support = base::Big<24, 2>;
}  // namespace emulator::mmc::bd_read_feature
