#include "emulator/mmc/commands/format_unit.h"

#include "emulator/mmc/commands/format_unit_layout.h"
#include "emulator/mmc/long_operation.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

// MMC-6, FORMAT UNIT parameter list: a header and one descriptor.
constexpr std::size_t header_bytes = 4;
constexpr std::size_t descriptor_bytes = 8;
constexpr std::uint64_t one_descriptor = 1;  // the format code of all media but old CD-RW

std::expected<void, scsi::Sense> check_cdb(const scsi::Cdb& bytes) {
  namespace cdb = format_unit_cdb;
  if (cdb::fmtdata::get(bytes) == 0) return std::unexpected(scsi::invalid_cdb_field(1, 4));
  if (cdb::cmplist::get(bytes) != 0) return std::unexpected(scsi::invalid_cdb_field(1, 3));
  if (cdb::format_code::get(bytes) != one_descriptor) return std::unexpected(scsi::invalid_cdb_field(1, 2));
  return {};
}

// Certification, defect lists and a format that is only tried are for media that we do not have.
std::expected<void, scsi::Sense> check_header(base::Bytes list) {
  namespace layout = format_list_header;
  if (list.size() < header_bytes + descriptor_bytes) return std::unexpected(scsi::sense::parameter_list_length_error);
  if (layout::fov::get(list) != 0) return std::unexpected(scsi::invalid_parameter_field(1, 7));
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

}  // namespace

std::uint64_t format_unit_list_length(base::Bytes) { return header_bytes + descriptor_bytes; }

scsi::Outcome format_unit(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  if (!drive.can_write_medium()) return std::unexpected(scsi::sense::cannot_format_medium_incompatible_medium);
  if (auto checked = check_cdb(request.cdb); !checked) return std::unexpected(checked.error());
  if (auto checked = check_header(request.data_out); !checked) return std::unexpected(checked.error());
  const auto epoch = drive.loaded_medium().format(decode(request.data_out.subspan(header_bytes)));
  if (!epoch) return std::unexpected(epoch.error());
  drive.attentions().raise_for_others(request.nexus, scsi::sense::not_ready_to_ready_change_medium_may_have_changed);
  // Assumed: as long as finalizing, since both write the management areas and nothing else.
  const base::Duration length = drive.profile().timing_of(*drive.family()).finalize;
  const bool immediate = format_list_header::immed::get(request.data_out) != 0;
  return begin(drive, {.kind = drive::BackgroundKind::format, .length = length, .durable_after = *epoch},
               immediate ? Answer::at_once : Answer::at_the_end, now);
}

}  // namespace emulator::mmc
