// READ TRACK INFORMATION. MMC-6, READ TRACK INFORMATION command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome read_track_information(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
