// REQUEST SENSE: what is the matter now. SPC-4, REQUEST SENSE command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// Answers GOOD with a pending unit attention, which it consumes, or with the current condition: never with the error of
// an earlier command, since that one carried its own sense.
scsi::Outcome request_sense(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
