// Where the fields of RESERVE TRACK lie. MMC-6, RESERVE TRACK command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::reserve_track_cdb {
using rmz = base::Bits<1, 1>;
using arsv = base::Bits<1, 0>;
using reservation_size = base::Big<5, 4>;
}  // namespace emulator::mmc::reserve_track_cdb
