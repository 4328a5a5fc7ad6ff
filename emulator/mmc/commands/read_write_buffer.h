// READ BUFFER and WRITE BUFFER: a piece of memory that hosts fill and read back to measure the way to the drive. It is
// not the buffer of writes, so that no host spoils another's burn. SPC-4, READ BUFFER command, WRITE BUFFER command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome read_buffer(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome write_buffer(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
