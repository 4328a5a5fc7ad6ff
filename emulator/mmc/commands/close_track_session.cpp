#include "emulator/mmc/commands/close_track_session.h"

#include "emulator/mmc/commands/close_track_session_layout.h"
#include "emulator/mmc/long_operation.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

// MMC-6, Close Function definitions.
constexpr std::uint8_t stop_format = 0;
constexpr std::uint8_t close_track = 1;
constexpr std::uint8_t close_session = 2;

base::Duration time_of(const drive::FamilyTiming& timing, std::uint8_t function) {
  switch (function) {
    case stop_format:  // assumed: as long as a track
    case close_track:
      return timing.close_track;
    case close_session:
      return timing.close_session;
    default:
      return timing.finalize;
  }
}

}  // namespace

scsi::Outcome close_track_session(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  namespace cdb = close_track_session_cdb;
  if (!drive.can_write_medium()) return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  const media::CloseJob job{.function = static_cast<std::uint8_t>(cdb::close_function::get(request.cdb)),
                            .track_number = static_cast<std::uint16_t>(cdb::logical_track_number::get(request.cdb))};
  const auto begun = drive.loaded_medium().begin_close(job);
  const auto epoch = drive.loaded_medium().close(job, drive.write_parameters());
  if (!epoch) return std::unexpected(epoch.error());
  const base::Duration length =
      drive.write_buffer().drain_time(now) + time_of(drive.profile().timing_of(*drive.family()), job.function);
  const bool immediate = cdb::immed::get(request.cdb) != 0;
  return begin(drive, {.kind = drive::BackgroundKind::close, .length = length, .durable_after = *epoch, .begun = begun},
               immediate ? Answer::at_once : Answer::at_the_end, now);
}

}  // namespace emulator::mmc
