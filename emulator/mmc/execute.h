// A command's way through the drive: the gates in their order, the handler, and truncation.
#pragma once

#include "emulator/base/instant.h"
#include "emulator/drive/drive.h"
#include "emulator/scsi/reply.h"
#include "emulator/scsi/request.h"

namespace emulator::mmc {

[[nodiscard]] scsi::Reply execute(drive::Drive& drive, const scsi::Request& request, base::Instant now);

// NOT READY with the reason that the load state gives.
[[nodiscard]] scsi::Sense not_ready(const drive::LoadState& state);

// SAM-5, Single level LUN structure: this drive is logical unit 0, in peripheral or in flat space addressing.
[[nodiscard]] bool is_logical_unit_0(std::uint64_t lun);

}  // namespace emulator::mmc
