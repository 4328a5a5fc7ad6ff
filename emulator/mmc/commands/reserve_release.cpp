#include "emulator/mmc/commands/reserve_release.h"

namespace emulator::mmc {
namespace {

// Third party and extent reservations were optional and are refused: byte 1 says which is asked for.
bool asks_for_more(const scsi::Cdb& cdb) { return (cdb.bytes[1] & 0x1FU) != 0; }

// SPC-2, Reservations: registered hosts and hosts that use these commands do not share a drive.
bool has_registrants(drive::Drive& drive) { return !drive.persistent_reservation().registrations().empty(); }

}  // namespace

scsi::Outcome reserve_unit(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  if (asks_for_more(request.cdb)) return std::unexpected(scsi::invalid_cdb_field(1));
  if (has_registrants(drive)) return scsi::Reply{.status = scsi::Status::reservation_conflict};
  drive.reserve_for(request.nexus);
  return scsi::Reply{};
}

scsi::Outcome release_unit(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  if (asks_for_more(request.cdb)) return std::unexpected(scsi::invalid_cdb_field(1));
  if (has_registrants(drive)) return scsi::Reply{.status = scsi::Status::reservation_conflict};
  if (drive.reserved_by() == request.nexus) drive.release();
  return scsi::Reply{};
}

}  // namespace emulator::mmc
