#include "emulator/mmc/commands/test_unit_ready.h"

namespace emulator::mmc {

scsi::Outcome test_unit_ready(drive::Drive&, const scsi::Request&, base::Instant) { return scsi::Reply{}; }

}  // namespace emulator::mmc
