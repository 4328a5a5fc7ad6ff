// SEND CUE SHEET. MMC-6, SEND CUE SHEET command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// The order of the rows is the medium's to check.
scsi::Outcome send_cue_sheet(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
