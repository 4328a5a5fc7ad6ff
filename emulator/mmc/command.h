// One row a command: what it is called, which gates let it pass, and who runs it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "emulator/base/bytes.h"
#include "emulator/base/units.h"
#include "emulator/drive/drive.h"
#include "emulator/scsi/reply.h"
#include "emulator/scsi/request.h"

namespace emulator::mmc {

// Whether a command may run beside work in the background.
enum class Busy : std::uint8_t { blocked, allowed };

[[nodiscard]] constexpr bool never(const scsi::Cdb&) { return false; }
[[nodiscard]] constexpr bool always(const scsi::Cdb&) { return true; }

[[nodiscard]] constexpr drive::Access touches_nothing(const scsi::Cdb&) { return drive::Access::none; }
[[nodiscard]] constexpr drive::Access reads(const scsi::Cdb&) { return drive::Access::reads; }
[[nodiscard]] constexpr drive::Access changes(const scsi::Cdb&) { return drive::Access::changes; }

// Bits of a CDB, a mask a byte from byte 1 on.
using CdbMask = std::array<std::uint8_t, 15>;

struct Gates {
  bool answers_for_absent_unit{};  // the handler knows what to say for a logical unit that does not exist
  bool passes_attention{};
  bool passes_reservation{};
  Busy busy{};
  bool (*needs_medium)(const scsi::Cdb&) = never;
  // Where a mistaken command destroys data these bits have to be zero; elsewhere reserved bits are not looked at.
  CdbMask strictly_reserved{};
  // What a persistent reservation of another host has to know of it. SPC-4, Commands allowed in the presence of
  // various reservations; MMC-6 has the same table for its own.
  drive::Access (*access)(const scsi::Cdb&) = changes;
};

using Handler = scsi::Outcome (*)(drive::Drive&, const scsi::Request&, base::Instant);

struct Command {
  std::uint8_t operation_code{};
  std::optional<std::uint8_t> service_action{};  // where several commands share an operation code
  std::string_view name;
  Gates gates{};
  // The allocation length in the CDB; none where the amount of data follows from another field.
  std::uint64_t (*allocation_length)(base::Bytes) = nullptr;
  // The parameter list length of the data-out; none where there is no list, and where the handler says what it took.
  std::uint64_t (*parameter_list_length)(base::Bytes) = nullptr;
  // The blocks that the CDB names; for fault rules.
  base::BlockRange (*blocks)(const scsi::Cdb&) = nullptr;
  // Whether the drive's model has this command at all; none means every model does.
  bool (*is_offered)(const drive::DriveProfile&) = nullptr;
  Handler run{};
};

}  // namespace emulator::mmc
