#include "emulator/mmc/commands/start_stop_unit.h"

#include "emulator/mmc/commands/start_stop_unit_layout.h"
#include "emulator/mmc/execute.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

namespace cdb = start_stop_unit_cdb;

scsi::Outcome start(const drive::Drive& drive) {
  if (drive.medium() == nullptr) return std::unexpected(not_ready(drive.load_state()));
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

scsi::Outcome load(drive::Drive& drive, base::Instant now) {
  if (drive.prevention() != drive::Prevention::none) return std::unexpected(scsi::sense::medium_removal_prevented);
  if (!std::holds_alternative<drive::TrayOpen>(drive.load_state())) return scsi::Reply{};
  const base::Instant closed = now + drive.profile().timing.tray;
  drive.close_tray(closed);
  const auto* loading = std::get_if<drive::Loading>(&drive.load_state());
  return scsi::Reply{.busy_for = (loading == nullptr ? closed : loading->ready_at) - now};
}

scsi::Outcome move(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  const bool starts = cdb::start::get(request.cdb) != 0;
  if (cdb::loej::get(request.cdb) != 0) return starts ? load(drive, now) : eject(drive, now);
  if (starts) return start(drive);
  return scsi::Reply{};
}

}  // namespace

scsi::Outcome start_stop_unit(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  // A power condition is taken over and changes nothing that a host could see; LOEJ and START are ignored beside it.
  if (cdb::power_conditions::get(request.cdb) != 0) return scsi::Reply{};
  // FL chooses a format layer of a hybrid disc, of which there is none.
  if (cdb::fl::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(4, 2));
  scsi::Outcome outcome = move(drive, request, now);
  if (outcome && cdb::immed::get(request.cdb) != 0) outcome->busy_for = {};
  return outcome;
}

}  // namespace emulator::mmc
