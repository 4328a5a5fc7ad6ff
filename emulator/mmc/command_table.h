// Every command that the drive knows, in ascending order of operation code.
#pragma once

#include <span>

#include "emulator/mmc/command.h"

namespace emulator::mmc {

[[nodiscard]] std::span<const Command> all_commands();

[[nodiscard]] bool is_offered(const Command& command, const drive::DriveProfile& profile);

// The row for a CDB; none when the drive's model does not have the command.
[[nodiscard]] const Command* find_command(const scsi::Cdb& cdb, const drive::DriveProfile& profile);

}  // namespace emulator::mmc
