#include "emulator/mmc/commands/verify.h"

#include <algorithm>

#include "emulator/drive/timing.h"
#include "emulator/mmc/block_range.h"
#include "emulator/mmc/commands/verify_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

// Read in pieces, so that a long range never stands in memory as a whole.
constexpr std::int64_t piece = 32;

}  // namespace

base::BlockRange blocks_of_verify_10(const scsi::Cdb& cdb) {
  return block_range<verify_10_cdb::logical_block_address, verify_10_cdb::verification_length>(cdb);
}

scsi::Outcome verify_10(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  // The drive compares nothing with data of the host.
  if (verify_10_cdb::bytchk::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(1, 1));
  const base::BlockRange range = blocks_of_verify_10(request.cdb);
  for (base::Lba at = range.first; at < range.end(); at += base::BlockCount{piece}) {
    const base::BlockCount count = std::min(base::BlockCount{piece}, range.end() - at);
    const auto read = drive.loaded_medium().read({at, count});
    if (!read) return std::unexpected(read.error());
  }
  return scsi::Reply{.busy_for = drive::transfer_time(range.count, *drive.family(), drive.read_speed())};
}

scsi::Outcome seek_10(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  const base::Lba address = base::Lba::from_wire(seek_10_cdb::logical_block_address::get(request.cdb));
  if (address < base::Lba{0} || address > drive.loaded_medium().last_readable()) {
    return std::unexpected(scsi::sense::logical_block_address_out_of_range);
  }
  return scsi::Reply{.busy_for = drive.profile().timing.seek};
}

}  // namespace emulator::mmc
