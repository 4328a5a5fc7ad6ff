// CLOSE TRACK/SESSION (MMC-6, CLOSE TRACK/SESSION command).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::close_track_session_cdb {  // CLOSE TRACK/SESSION, CDB
using immed = base::Bits<1, 0>;
using close_function = base::Bits<2, 2, 0>;
using logical_track_number = base::Big<4, 2>;
}  // namespace driver::mmc::close_track_session_cdb
