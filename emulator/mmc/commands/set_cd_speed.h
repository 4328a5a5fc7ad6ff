// SET CD SPEED. MMC-6, SET CD SPEED command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// Works with every disc, since hosts fall back to it, and with none.
scsi::Outcome set_cd_speed(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
