// GET CONFIGURATION: the current profile and the features. MMC-6, GET CONFIGURATION command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// A feature that the drive does not have is not an error: the header alone says so.
scsi::Outcome get_configuration(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
