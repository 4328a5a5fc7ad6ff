// LOG SENSE: the list of log pages, which holds itself alone. SPC-4, LOG SENSE command; Supported Log Pages log page.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome log_sense(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
