// MODE SENSE (6) and (10). SPC-4, MODE SENSE (10) command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// Block descriptors are never sent, whatever DBD says: MMC has none, and hosts read pages behind them at wrong places.
scsi::Outcome mode_sense_6(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome mode_sense_10(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
