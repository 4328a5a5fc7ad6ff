// Which bits of a command's CDB mean something to the drive. SPC-4, REPORT SUPPORTED OPERATION CODES command, CDB USAGE
// DATA field.
#pragma once

#include "emulator/base/bytes.h"
#include "emulator/mmc/command.h"

namespace emulator::mmc {

// SPC-4, Operation code: the group of a code is its length.
[[nodiscard]] std::uint16_t cdb_length(std::uint8_t operation_code);

// Whether it has one; MMC's own commands under the codes of SPC's MAINTENANCE commands have not.
[[nodiscard]] bool has_service_action(const Command& command);

// The operation code, then a mask for each byte behind it: the fields of the command's CDB that the drive looks at.
[[nodiscard]] base::ByteBuffer usage_of(const Command& command);

}  // namespace emulator::mmc
