#include "emulator/mmc/commands/blank.h"

#include "emulator/drive/timing.h"
#include "emulator/mmc/commands/blank_layout.h"
#include "emulator/mmc/long_operation.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

// Assumed: what is erased takes as long as writing it, and the areas around it as long as finalizing.
base::Duration time_of(const drive::Drive& drive, base::BlockCount erased, base::Instant now) {
  const drive::Family family = *drive.family();
  return drive.write_buffer().drain_time(now) + drive.profile().timing_of(family).finalize +
         drive::transfer_time(erased, family, drive.write_speed());
}

}  // namespace

scsi::Outcome blank(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  namespace cdb = blank_cdb;
  if (!drive.can_write_medium()) return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  const media::BlankJob job{.type = static_cast<media::BlankingType>(cdb::blanking_type::get(request.cdb)),
                            .start = static_cast<std::uint32_t>(cdb::start_address_track_number::get(request.cdb))};
  media::Medium& disc = drive.loaded_medium();
  const base::BlockCount erased = disc.blanked_by(job);
  const auto epoch = disc.blank(job);
  if (!epoch) return std::unexpected(epoch.error());
  // The host that asked knows. Others have a disc that changed under them, and all of them other current features.
  drive.attentions().raise_for_others(request.nexus, scsi::sense::not_ready_to_ready_change_medium_may_have_changed);
  drive.events().add(drive::OperationalChange::feature_change);
  const bool immediate = cdb::immed::get(request.cdb) != 0;
  return begin(drive,
               {.kind = drive::BackgroundKind::blank, .length = time_of(drive, erased, now), .durable_after = *epoch},
               immediate ? Answer::at_once : Answer::at_the_end, now);
}

}  // namespace emulator::mmc
