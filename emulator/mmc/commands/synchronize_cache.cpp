#include "emulator/mmc/commands/synchronize_cache.h"

#include "emulator/mmc/commands/synchronize_cache_layout.h"
#include "emulator/mmc/long_operation.h"

namespace emulator::mmc {

scsi::Outcome synchronize_cache_10(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  if (!drive.can_write_medium()) return scsi::Reply{};
  const auto epoch = drive.loaded_medium().synchronize(drive.write_parameters());
  if (!epoch) return std::unexpected(epoch.error());
  const bool immediate = synchronize_cache_10_cdb::immed::get(request.cdb) != 0;
  return begin(drive,
               {.kind = drive::BackgroundKind::synchronize,
                .length = drive.write_buffer().drain_time(now),
                .durable_after = *epoch},
               immediate ? Answer::at_once : Answer::at_the_end, now);
}

}  // namespace emulator::mmc
