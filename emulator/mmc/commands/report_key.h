// REPORT KEY: the state of the region, which nobody has set. Keys of content protection are not given: the drive has
// neither the DVD CSS nor the CPRM feature. MMC-6, REPORT KEY command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome report_key(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
