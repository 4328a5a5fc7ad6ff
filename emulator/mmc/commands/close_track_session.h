// CLOSE TRACK/SESSION. MMC-6, CLOSE TRACK/SESSION command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// Which functions there are is the medium's to say; see media::Medium::close.
scsi::Outcome close_track_session(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
