// VERIFY (10) and SEEK (10): whether blocks are there and can be read, without moving data.
// MMC-6, VERIFY (10) command, SEEK (10) command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

[[nodiscard]] base::BlockRange blocks_of_verify_10(const scsi::Cdb& cdb);

scsi::Outcome verify_10(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome seek_10(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
