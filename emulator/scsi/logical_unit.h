// What a target sees of a drive. The one seam between iSCSI and MMC: neither knows the other.
#pragma once

#include <string_view>

#include "emulator/base/instant.h"
#include "emulator/scsi/reply.h"
#include "emulator/scsi/request.h"

namespace emulator::scsi {

enum class ResetKind : std::uint8_t { logical_unit_reset, target_reset, power_on };

class LogicalUnit {
 public:
  virtual ~LogicalUnit() = default;

  // The command, run to its end. Never blocks, never throws for a protocol outcome.
  virtual Reply execute(const Request& request, base::Instant now) = 0;

  // With power_on the power was lost, and is back.
  virtual void reset(ResetKind kind, base::Instant now) = 0;

  // A nexus came (login) or went (logout, loss). A new nexus is told POWER ON, RESET OR BUS DEVICE RESET once. The name
  // of its initiator port, as SCSI has it, is the same when it comes back: persistent reservations stay with it.
  virtual void nexus_began(NexusId nexus, std::string_view initiator_port, base::Instant now) = 0;
  virtual void nexus_ended(NexusId nexus, base::Instant now) = 0;

  // Puts everything before `epoch` on disk; false if that failed, and then the command fails with WRITE ERROR.
  // May block and may be called from another thread than execute, but never together with the destructor.
  virtual bool flush(FlushEpoch epoch) = 0;
};

}  // namespace emulator::scsi
