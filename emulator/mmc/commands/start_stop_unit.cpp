#include "emulator/mmc/commands/start_stop_unit.h"

#include "emulator/mmc/commands/load_unload_medium_layout.h"
#include "emulator/mmc/commands/start_stop_unit_layout.h"
#include "emulator/mmc/execute.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

scsi::Outcome start(const drive::Drive& drive) {
  if (drive.medium() == nullptr) return std::unexpected(not_ready(drive));
  return scsi::Reply{};
}

scsi::Outcome eject(drive::Drive& drive, base::Instant now) {
  if (drive.prevention() != drive::Prevention::none) return std::unexpected(scsi::sense::medium_removal_prevented);
  if (std::holds_alternative<drive::TrayOpen>(drive.load_state())) return scsi::Reply{};
  base::Duration busy = drive.write_buffer().drain_time(now) + drive.profile().timing.tray;
  // An open session loses nothing: what waits is recorded before the disc moves.
  if (drive.can_write_medium()) {
    const auto saved = drive.loaded_medium().synchronize(drive.write_parameters());
    if (!saved) return std::unexpected(saved.error());
  }
  drive.open_tray();
  return scsi::Reply{.busy_for = busy};
}

scsi::Outcome load(drive::Drive& drive, scsi::NexusId by, base::Instant now) {
  if (drive.prevention() != drive::Prevention::none) return std::unexpected(scsi::sense::medium_removal_prevented);
  if (!std::holds_alternative<drive::TrayOpen>(drive.load_state())) return scsi::Reply{};
  const base::Instant closed = now + drive.profile().timing.tray;
  drive.close_tray(closed, by);
  const auto* loading = std::get_if<drive::Loading>(&drive.load_state());
  return scsi::Reply{.busy_for = (loading == nullptr ? closed : loading->ready_at) - now};
}

struct Movement {
  bool moves_tray{};  // LOEJ, LOUNLO
  bool starts{};      // inwards, or the disc begins to turn
  bool immediate{};
};

scsi::Outcome move(drive::Drive& drive, const Movement& movement, scsi::NexusId by, base::Instant now) {
  if (movement.moves_tray) return movement.starts ? load(drive, by, now) : eject(drive, now);
  if (movement.starts) return start(drive);
  return scsi::Reply{};
}

scsi::Outcome answer(scsi::Outcome outcome, const Movement& movement) {
  if (outcome && movement.immediate) outcome->busy_for = {};
  return outcome;
}

}  // namespace

scsi::Outcome start_stop_unit(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  namespace cdb = start_stop_unit_cdb;
  // A power condition is taken over and changes nothing that a host could see; LOEJ and START are ignored beside it.
  if (cdb::power_conditions::get(request.cdb) != 0) return scsi::Reply{};
  // FL belongs to the Hybrid Disc feature, which is not offered: it is a reserved bit here, and SBC's NO_FLUSH.
  const Movement movement{.moves_tray = cdb::loej::get(request.cdb) != 0,
                          .starts = cdb::start::get(request.cdb) != 0,
                          .immediate = cdb::immed::get(request.cdb) != 0};
  return answer(move(drive, movement, request.nexus, now), movement);
}

scsi::Outcome load_unload_medium(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  namespace cdb = load_unload_medium_cdb;
  if (cdb::slot::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(8));
  const Movement movement{.moves_tray = cdb::lounlo::get(request.cdb) != 0,
                          .starts = cdb::start::get(request.cdb) != 0,
                          .immediate = cdb::immed::get(request.cdb) != 0};
  return answer(move(drive, movement, request.nexus, now), movement);
}

}  // namespace emulator::mmc
