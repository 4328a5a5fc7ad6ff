// REPORT LUNS: logical unit 0 and no other. SPC-4, REPORT LUNS command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome report_luns(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
