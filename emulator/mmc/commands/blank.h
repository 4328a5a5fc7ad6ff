// BLANK. MMC-6, BLANK command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// ATA PASS-THROUGH (12) has the same operation code, and what it sends would be "blank the disc": bits that BLANK has
// no field for are refused. MMC-6, BLANK command; SAT-3, ATA PASS-THROUGH (12) command.
inline constexpr CdbMask blank_reserved{0xE8, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

// Which types there are, and when, is the medium's to say; see media::Medium::blank.
[[nodiscard]] scsi::Outcome blank(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
