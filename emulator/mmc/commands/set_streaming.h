// SET STREAMING. MMC-6, SET STREAMING command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome set_streaming(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
