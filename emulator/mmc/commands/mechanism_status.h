// MECHANISM STATUS: a tray, no changer. MMC-6, MECHANISM STATUS command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome mechanism_status(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
