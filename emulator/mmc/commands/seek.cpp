#include "emulator/mmc/commands/seek.h"

#include "emulator/mmc/commands/seek_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

bool exists(const drive::Drive& drive, std::uint64_t wire_address) {
  const base::Lba address = base::Lba::from_wire(wire_address);
  return base::Lba{0} <= address && address <= drive.loaded_medium().last_readable();
}

}  // namespace

scsi::Outcome seek_10(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  if (!exists(drive, seek_10_cdb::logical_block_address::get(request.cdb))) {
    return std::unexpected(scsi::sense::logical_block_address_out_of_range);
  }
  return scsi::Reply{.busy_for = drive.profile().timing.seek};
}

scsi::Outcome rezero_unit(drive::Drive& drive, const scsi::Request&, base::Instant) {
  return scsi::Reply{.busy_for = drive.profile().timing.seek};
}

scsi::Outcome set_read_ahead(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = set_read_ahead_cdb;
  if (!exists(drive, cdb::trigger_logical_block_address::get(request.cdb)) ||
      !exists(drive, cdb::read_ahead_logical_block_address::get(request.cdb))) {
    return std::unexpected(scsi::sense::logical_block_address_out_of_range);
  }
  return scsi::Reply{};
}

}  // namespace emulator::mmc
