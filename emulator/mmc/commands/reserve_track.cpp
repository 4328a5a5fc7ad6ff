#include "emulator/mmc/commands/reserve_track.h"

#include "emulator/mmc/commands/reserve_track_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {

scsi::Outcome reserve_track(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = reserve_track_cdb;
  if (!drive.can_write_medium()) return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  // Reservation by address and of zones are not offered: ARSV in the Incremental Streaming Writable feature is clear.
  if (cdb::rmz::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(1, 1));
  if (cdb::arsv::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(1, 0));
  const base::BlockCount blocks{static_cast<std::int64_t>(cdb::reservation_size::get(request.cdb))};
  const auto reserved = drive.loaded_medium().reserve(blocks, drive.write_parameters());
  if (!reserved) return std::unexpected(reserved.error());
  return scsi::Reply{};
}

}  // namespace emulator::mmc
