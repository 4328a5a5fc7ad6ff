#include "emulator/mmc/commands/mechanism_status.h"

#include "emulator/mmc/commands/mechanism_status_layout.h"

namespace emulator::mmc {

// Idle, without slots: a drive that is no changer has nothing else to say.
scsi::Outcome mechanism_status(drive::Drive& drive, const scsi::Request&, base::Instant) {
  base::ByteBuffer reply(8);
  const bool open = std::holds_alternative<drive::TrayOpen>(drive.load_state());
  mechanism_status_header::door_open::set(reply, open ? 1 : 0);
  return scsi::data_reply(std::move(reply));
}

}  // namespace emulator::mmc
