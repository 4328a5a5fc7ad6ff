// READ DISC INFORMATION. MMC-6, READ DISC INFORMATION command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome read_disc_information(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
