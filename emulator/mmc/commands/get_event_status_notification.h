// GET EVENT STATUS NOTIFICATION, polled. MMC-6, GET EVENT STATUS NOTIFICATION command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// Tells an initiator each event once, the lowest class first. A reply of the header alone consumes nothing.
scsi::Outcome get_event_status_notification(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
