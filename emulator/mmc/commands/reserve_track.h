// RESERVE TRACK. MMC-6, RESERVE TRACK command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// Whether and how much can be reserved is the medium's to say.
scsi::Outcome reserve_track(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
