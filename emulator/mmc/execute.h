// A command's way through the drive: the gates in their order, the handler, and truncation.
#pragma once

#include "emulator/base/instant.h"
#include "emulator/drive/drive.h"
#include "emulator/scsi/reply.h"
#include "emulator/scsi/request.h"

namespace emulator::mmc {

[[nodiscard]] scsi::Reply execute(drive::Drive& drive, const scsi::Request& request, base::Instant now);

// NOT READY with the reason that the load state gives, as far as the drive tells it.
[[nodiscard]] scsi::Sense not_ready(const drive::Drive& drive);

}  // namespace emulator::mmc
