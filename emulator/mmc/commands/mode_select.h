// MODE SELECT (6) and (10): all pages of the list are taken, or none. SPC-4, MODE SELECT (10) command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome mode_select_6(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome mode_select_10(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
