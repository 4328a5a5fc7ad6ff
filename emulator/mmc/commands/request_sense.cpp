#include "emulator/mmc/commands/request_sense.h"

#include "emulator/mmc/commands/request_sense_layout.h"
#include "emulator/mmc/execute.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

// A format in the background leaves the drive ready: the sense key says so. MMC-6, REQUEST SENSE command.
std::optional<scsi::Sense> format_in_background(drive::Drive& drive) {
  const auto format = drive.medium() == nullptr ? std::nullopt : drive.medium()->background_format();
  if (!format || format->status != media::BackgroundFormat::running) return std::nullopt;
  scsi::Sense sense = scsi::sense::logical_unit_not_ready_format_in_progress;
  sense.key = scsi::SenseKey::no_sense;
  return sense.with(scsi::Progress{static_cast<std::uint16_t>(format->done.value * 65536 / format->all.value)});
}

scsi::Sense current_condition(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  if (!scsi::is_logical_unit_0(request.lun)) return scsi::sense::logical_unit_not_supported;
  if (const auto attention = drive.attentions().take(request.nexus)) return *attention;
  if (drive.background()) return drive.background()->sense(now);
  if (const auto formatting = format_in_background(drive)) return *formatting;
  if (drive.medium() != nullptr) return scsi::sense::no_additional_sense_information;
  return not_ready(drive);
}

}  // namespace

scsi::Outcome request_sense(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  const scsi::Sense sense = current_condition(drive, request, now);
  drive.asked_about_format();
  const bool descriptor = request_sense_cdb::desc::get(request.cdb) != 0;
  return scsi::data_reply(descriptor ? scsi::encode_descriptor(sense) : scsi::encode_fixed(sense));
}

}  // namespace emulator::mmc
