// Commands that move the pick-up and no data: SEEK (10), REZERO UNIT, SET READ AHEAD.
// MMC-6, SEEK (10) command, SET READ AHEAD command; SCSI-2, REZERO UNIT command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome seek_10(drive::Drive& drive, const scsi::Request& request, base::Instant now);
// Obsolete, and still what wodim begins with: the pick-up goes to the start.
scsi::Outcome rezero_unit(drive::Drive& drive, const scsi::Request& request, base::Instant now);
// A hint for the cache: both addresses have to exist, and nothing follows from it that a host could see.
scsi::Outcome set_read_ahead(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
