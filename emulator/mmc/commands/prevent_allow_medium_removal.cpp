#include "emulator/mmc/commands/prevent_allow_medium_removal.h"

#include "emulator/mmc/commands/prevent_allow_medium_removal_layout.h"

namespace emulator::mmc {

scsi::Outcome prevent_allow_medium_removal(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = prevent_allow_medium_removal_cdb;
  const bool persistent = cdb::persistent::get(request.cdb) != 0;
  if (cdb::prevent::get(request.cdb) != 0) {
    drive.prevent_removal(request.nexus, persistent);
  } else {
    drive.allow_removal(request.nexus, persistent);
  }
  return scsi::Reply{};
}

}  // namespace emulator::mmc
