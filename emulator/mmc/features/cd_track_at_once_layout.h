// Where the fields of the CD Track at Once feature lie. MMC-6, CD Track at Once feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::cd_track_at_once_feature {
using buf = base::Bits<4, 6>;
using test_write = base::Bits<4, 2>;
using cd_rw = base::Bits<4, 1>;
using data_type_supported = base::Big<6, 2>;
}  // namespace emulator::mmc::cd_track_at_once_feature
