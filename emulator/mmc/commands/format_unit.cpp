#include "emulator/mmc/commands/format_unit.h"

#include "emulator/drive/timing.h"
#include "emulator/mmc/commands/format_unit_layout.h"
#include "emulator/mmc/long_operation.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

// MMC-6, FORMAT UNIT parameter list: a header and one descriptor.
constexpr std::size_t header_bytes = 4;
constexpr std::size_t descriptor_bytes = 8;
constexpr std::uint64_t one_descriptor = 1;  // the format code of all media but old CD-RW

// CmpList: the list of defects that the host sends is complete, which is to say that there is none.
std::expected<void, scsi::Sense> check_cdb(const media::Medium& disc, const scsi::Cdb& bytes) {
  namespace cdb = format_unit_cdb;
  if (cdb::cmplist::get(bytes) != 0 && !disc.keeps_defect_lists()) {
    return std::unexpected(scsi::invalid_cdb_field(1, 3));
  }
  if (cdb::format_code::get(bytes) != one_descriptor) return std::unexpected(scsi::invalid_cdb_field(1, 2));
  return {};
}

// FOV: the bits about defect lists and certification mean something. No pattern is written by them, nothing is only
// tried, and nothing is the vendor's.
std::expected<void, scsi::Sense> check_header(const media::Medium& disc, base::Bytes list) {
  namespace layout = format_list_header;
  if (list.size() < header_bytes + descriptor_bytes) return std::unexpected(scsi::sense::parameter_list_length_error);
  const bool has_options = layout::fov::get(list) != 0;
  if (has_options && !disc.keeps_defect_lists()) return std::unexpected(scsi::invalid_parameter_field(1, 7));
  if (has_options && layout::ip::get(list) != 0) return std::unexpected(scsi::invalid_parameter_field(1, 3));
  if (layout::try_out::get(list) != 0) return std::unexpected(scsi::invalid_parameter_field(1, 2));
  if (layout::vs::get(list) != 0) return std::unexpected(scsi::invalid_parameter_field(1, 0));
  if (layout::format_descriptor_length::get(list) != descriptor_bytes) {
    return std::unexpected(scsi::invalid_parameter_field(2));
  }
  return {};
}

media::Format decode(base::Bytes descriptor) {
  namespace layout = format_descriptor;
  return {.capacity = base::BlockCount{static_cast<std::int64_t>(layout::number_of_blocks::get(descriptor))},
          .type = static_cast<std::uint8_t>(layout::format_type::get(descriptor)),
          .sub_type = static_cast<std::uint8_t>(layout::format_sub_type::get(descriptor)),
          .parameter = static_cast<std::uint32_t>(layout::type_dependent_parameter::get(descriptor))};
}

// Without a list: the default format, of a disc that can be formatted as often as anybody likes.
media::Result<media::Format> default_format(const drive::Drive& drive) {
  constexpr std::uint8_t full_format = 0;
  const std::vector<media::Format> formats = drive.loaded_medium().formats();
  const bool has_default = drive.layout().is_erasable && !formats.empty() && formats.front().type == full_format;
  if (!has_default) return std::unexpected(scsi::invalid_cdb_field(1, 4));
  return formats.front();
}

media::Result<media::Format> wanted_format(const drive::Drive& drive, const scsi::Request& request) {
  if (format_unit_cdb::fmtdata::get(request.cdb) == 0) return default_format(drive);
  const media::Medium& disc = drive.loaded_medium();
  if (auto checked = check_cdb(disc, request.cdb); !checked) return std::unexpected(checked.error());
  if (auto checked = check_header(disc, request.data_out); !checked) return std::unexpected(checked.error());
  media::Format format = decode(request.data_out.subspan(header_bytes));
  namespace header = format_list_header;
  format.without_certification = header::fov::get(request.data_out) != 0 && header::dcrt::get(request.data_out) != 0;
  return format;
}

// Assumed: as long as finalizing, since both write the management areas and nothing else; then what is certified.
base::Duration time_of(const drive::Drive& drive, const media::Format& format) {
  const drive::Family family = *drive.family();
  return drive.profile().timing_of(family).finalize +
         drive::transfer_time(drive.loaded_medium().certified_by(format), family, drive.write_speed());
}

bool is_immediate(const scsi::Request& request) {
  return format_unit_cdb::fmtdata::get(request.cdb) != 0 && format_list_header::immed::get(request.data_out) != 0;
}

// A format in the background that was suspended goes on from where it was. MMC-6, Media events.
void announce_restart(drive::Drive& drive, const std::optional<media::FormatProgress>& before) {
  const auto after = drive.loaded_medium().background_format();
  if (!before || !after || before->status != media::BackgroundFormat::suspended) return;
  if (after->status != media::BackgroundFormat::running || after->done != before->done) return;
  drive.events().add(drive::MediaEvent::background_format_restarted);
}

}  // namespace

std::uint64_t format_unit_list_length(base::Bytes cdb) {
  return format_unit_cdb::fmtdata::get(cdb) == 0 ? 0 : header_bytes + descriptor_bytes;
}

scsi::Outcome format_unit(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  if (!drive.can_write_medium()) return std::unexpected(scsi::sense::cannot_format_medium_incompatible_medium);
  const auto wanted = wanted_format(drive, request);
  if (!wanted) return std::unexpected(wanted.error());
  const auto before = drive.loaded_medium().background_format();
  const media::ProfileNumber profile_before = drive.current_profile();
  const auto epoch = drive.loaded_medium().format(*wanted);
  if (!epoch) return std::unexpected(epoch.error());
  announce_restart(drive, before);
  if (drive.current_profile() != profile_before) drive.events().add(drive::OperationalChange::feature_change);
  const base::Duration length = time_of(drive, *wanted);
  drive.attentions().raise_for_others(request.nexus, scsi::sense::not_ready_to_ready_change_medium_may_have_changed);
  return begin(drive, {.kind = drive::BackgroundKind::format, .length = length, .durable_after = *epoch},
               is_immediate(request) ? Answer::at_once : Answer::at_the_end, now);
}

}  // namespace emulator::mmc
