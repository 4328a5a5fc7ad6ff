// READ TOC/PMA/ATIP: formats 0 (TOC) and 1 (session information) of every disc; 2 (full TOC), 3 (PMA), 4 (ATIP) and
// 5 (CD-TEXT) of CD. MMC-6, READ TOC/PMA/ATIP command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// Only complete sessions are told of: a disc without one has no table of contents, and INVALID FIELD IN CDB says so.
scsi::Outcome read_toc(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
