// PREVENT ALLOW MEDIUM REMOVAL, for each initiator by itself. MMC-6, PREVENT ALLOW MEDIUM REMOVAL command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome prevent_allow_medium_removal(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
