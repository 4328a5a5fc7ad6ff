#include "emulator/mmc/commands/read.h"

#include "emulator/drive/timing.h"
#include "emulator/mmc/block_range.h"
#include "emulator/mmc/commands/read_layout.h"

namespace emulator::mmc {
namespace {

scsi::Outcome read(drive::Drive& drive, base::BlockRange range) {
  if (range.empty()) return nothing_to_read(drive.loaded_medium(), range.first);
  auto data = drive.loaded_medium().read(range);
  if (!data) return std::unexpected(data.error());
  return scsi::Reply{.segments = *std::move(data),
                     .busy_for = drive::transfer_time(range.count, *drive.family(), drive.read_speed())};
}

}  // namespace

scsi::Outcome nothing_to_read(const media::Medium& disc, base::Lba address) {
  if (base::Lba{} <= address && address <= disc.last_readable()) return scsi::Reply{};
  constexpr base::BlockCount one{1};  // the blocks of an open session lie behind the capacity
  if (const auto block = disc.read({address, one}); !block) return std::unexpected(block.error());
  return scsi::Reply{};
}

base::BlockRange blocks_of_read_10(const scsi::Cdb& cdb) {
  return block_range<read_10_cdb::logical_block_address, read_10_cdb::transfer_length>(cdb);
}

base::BlockRange blocks_of_read_12(const scsi::Cdb& cdb) {
  return block_range<read_12_cdb::logical_block_address, read_12_cdb::transfer_length>(cdb);
}

scsi::Outcome read_10(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  return read(drive, blocks_of_read_10(request.cdb));
}

scsi::Outcome read_12(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  const base::BlockRange range = blocks_of_read_12(request.cdb);
  if (range.count.value > most_blocks_of_a_read) return std::unexpected(scsi::invalid_cdb_field(6));
  return read(drive, range);
}

}  // namespace emulator::mmc
