// Where the fields of the CD Mastering feature lie. MMC-6, CD Mastering feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::cd_mastering_feature {
using buf = base::Bits<4, 6>;
using sao = base::Bits<4, 5>;
using test_write = base::Bits<4, 2>;
using cd_rw = base::Bits<4, 1>;
using maximum_cue_sheet_length = base::Big<5, 3>;
}  // namespace emulator::mmc::cd_mastering_feature
