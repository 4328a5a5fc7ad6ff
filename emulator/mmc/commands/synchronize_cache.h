// SYNCHRONIZE CACHE (10): all that waits goes on the disc, whatever range the CDB names.
// MMC-6, SYNCHRONIZE CACHE (10) command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// GOOD when nothing waits, also on a disc that cannot be written.
scsi::Outcome synchronize_cache_10(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
