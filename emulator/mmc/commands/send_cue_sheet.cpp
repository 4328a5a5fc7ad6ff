#include "emulator/mmc/commands/send_cue_sheet.h"

#include "emulator/mmc/commands/send_cue_sheet_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

constexpr std::size_t entry_bytes = 8;

media::CueEntry decode(base::Bytes bytes) {
  namespace layout = cue_sheet_entry;
  const auto byte = [](std::uint64_t value) { return static_cast<std::uint8_t>(value); };
  return {
      .control_adr = byte(layout::control::get(bytes) << 4 | layout::adr::get(bytes)),
      .track_number = byte(layout::tno::get(bytes)),
      .index = byte(layout::index::get(bytes)),
      .data_form = byte(layout::data_form_of_sub_channel::get(bytes) << 6 | layout::data_form_of_main_data::get(bytes)),
      .serial_copy_management = byte(layout::scms::get(bytes)),
      .minute = byte(layout::min::get(bytes)),
      .second = byte(layout::sec::get(bytes)),
      .frame = byte(layout::frame::get(bytes))};
}

}  // namespace

scsi::Outcome send_cue_sheet(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  if (!drive.can_write_medium() || drive.family() != drive::Family::cd) {
    return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  }
  const media::WriteParameters parameters = drive.write_parameters();
  if (parameters.write_type != media::WriteType::session_at_once) {
    return std::unexpected(scsi::sense::command_sequence_error);
  }
  const std::uint64_t size = send_cue_sheet_cdb::cue_sheet_size::get(request.cdb);
  const bool fits =
      size != 0 && size % entry_bytes == 0 && size <= drive.profile().cd_recording.maximum_cue_sheet_bytes;
  if (!fits || size > request.data_out.size()) return std::unexpected(scsi::invalid_cdb_field(6));
  std::vector<media::CueEntry> sheet;
  for (std::size_t at = 0; at < size; at += entry_bytes) {
    sheet.push_back(decode(request.data_out.subspan(at, entry_bytes)));
  }
  const auto accepted = drive.loaded_medium().send_cue_sheet(sheet, parameters);
  if (!accepted) return std::unexpected(accepted.error());
  return scsi::Reply{};
}

}  // namespace emulator::mmc
