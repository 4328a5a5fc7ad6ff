#include "emulator/mmc/mode_pages/write_parameters.h"

#include <algorithm>

#include "emulator/mmc/mode_pages/write_parameters_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

namespace layout = write_parameters_page;
constexpr std::size_t page_bytes = 52;
constexpr std::size_t catalog_number_byte = 16;
constexpr std::size_t recording_code_byte = 32;
constexpr std::size_t sub_header_byte = 48;

constexpr std::uint8_t packet = 0;
constexpr std::uint8_t track_at_once = 1;
constexpr std::uint8_t session_at_once = 2;
constexpr std::uint8_t mode_1_blocks = 8;
constexpr std::uint32_t cd_packet_blocks = 32;
constexpr std::uint32_t dvd_packet_blocks = 16;
constexpr std::uint8_t dvd_link_size = 16;

void set(base::MutableBytes page, const drive::WritePage& values) {
  layout::bufe::set(page, values.buffer_underrun_free ? 1 : 0);
  layout::ls_v::set(page, values.link_size_valid ? 1 : 0);
  layout::test_write::set(page, values.test_write ? 1 : 0);
  layout::write_type::set(page, values.write_type);
  layout::multi_session::set(page, values.multi_session);
  layout::fp::set(page, values.fixed_packet ? 1 : 0);
  layout::copy::set(page, values.copy ? 1 : 0);
  layout::track_mode::set(page, values.track_mode);
  layout::data_block_type::set(page, values.data_block_type);
  layout::link_size::set(page, values.link_size);
  layout::initiator_application_code::set(page, values.initiator_application_code);
  layout::session_format::set(page, values.session_format);
  layout::packet_size::set(page, values.packet_size);
  layout::audio_pause_length::set(page, values.audio_pause_length);
  std::ranges::copy(values.media_catalog_number, page.begin() + catalog_number_byte);
  std::ranges::copy(values.international_standard_recording_code, page.begin() + recording_code_byte);
  std::ranges::copy(values.sub_header, page.begin() + sub_header_byte);
}

drive::WritePage get(base::Bytes page) {
  drive::WritePage values{
      .buffer_underrun_free = layout::bufe::get(page) != 0,
      .link_size_valid = layout::ls_v::get(page) != 0,
      .test_write = layout::test_write::get(page) != 0,
      .write_type = static_cast<std::uint8_t>(layout::write_type::get(page)),
      .multi_session = static_cast<std::uint8_t>(layout::multi_session::get(page)),
      .fixed_packet = layout::fp::get(page) != 0,
      .copy = layout::copy::get(page) != 0,
      .track_mode = static_cast<std::uint8_t>(layout::track_mode::get(page)),
      .data_block_type = static_cast<std::uint8_t>(layout::data_block_type::get(page)),
      .link_size = static_cast<std::uint8_t>(layout::link_size::get(page)),
      .initiator_application_code = static_cast<std::uint8_t>(layout::initiator_application_code::get(page)),
      .session_format = static_cast<std::uint8_t>(layout::session_format::get(page)),
      .packet_size = static_cast<std::uint32_t>(layout::packet_size::get(page)),
      .audio_pause_length = static_cast<std::uint16_t>(layout::audio_pause_length::get(page))};
  std::ranges::copy(page.subspan(catalog_number_byte, 16), values.media_catalog_number.begin());
  std::ranges::copy(page.subspan(recording_code_byte, 16), values.international_standard_recording_code.begin());
  std::ranges::copy(page.subspan(sub_header_byte, 4), values.sub_header.begin());
  return values;
}

bool contains(const std::vector<std::uint8_t>& types, std::uint8_t type) {
  return std::ranges::find(types, type) != types.end();
}

const std::vector<std::uint8_t>* block_types_of(const drive::CdRecording& recording, std::uint8_t write_type) {
  switch (write_type) {
    case packet:
      return &recording.packet;
    case track_at_once:
      return &recording.track_at_once;
    case session_at_once:
      return &recording.session_at_once;
    default:
      return nullptr;
  }
}

// DVD+R and BD have one way of writing and no use for the page; hosts send it all the same and give up when it is
// refused (growisofs on DVD+R). What they send there says incremental or disc at once, in blocks of 2048 bytes.
bool is_harmless(const drive::Drive& drive, const drive::WritePage& page) {
  const bool has_one_way = drive.family() == drive::Family::dvd || drive.family() == drive::Family::bd;
  const bool says_so = page.write_type == packet || page.write_type == session_at_once;
  return has_one_way && says_so && page.data_block_type == mode_1_blocks;
}

// DVD-R and DVD-RW link and divide tracks in ECC blocks. Hosts name that packet size, or none at all.
std::expected<void, scsi::Sense> check_dvd_minus(const drive::WritePage& page) {
  if (page.link_size_valid && page.link_size != dvd_link_size) return std::unexpected(scsi::invalid_parameter_field(5));
  if (page.fixed_packet && page.packet_size != dvd_packet_blocks && page.packet_size != 0) {
    return std::unexpected(scsi::invalid_parameter_field(10));
  }
  return {};
}

bool can_simulate(const drive::Drive& drive) {
  if (drive.family() != drive::Family::dvd) return drive.profile().cd_recording.test_write;
  return drive::is_dvd_minus_sequential(drive.current_profile());
}

// Hosts learn what a drive can do by trying pairs of write type and data block type, with any disc or none: a pair that
// is offered has to be taken and every other one refused.
std::expected<void, scsi::Sense> check(const drive::Drive& drive, const drive::WritePage& page) {
  if (is_harmless(drive, page)) {
    const media::ProfileNumber number = drive.current_profile();
    const bool links =
        drive::is_dvd_minus_sequential(number) || number == media::ProfileNumber::dvd_minus_rw_restricted_overwrite;
    return links ? check_dvd_minus(page) : std::expected<void, scsi::Sense>{};
  }
  const drive::CdRecording& recording = drive.profile().cd_recording;
  const auto* types = block_types_of(recording, page.write_type);
  if (types == nullptr || types->empty()) return std::unexpected(scsi::invalid_parameter_field(2, 3));
  if (!contains(*types, page.data_block_type)) return std::unexpected(scsi::invalid_parameter_field(4, 3));
  if (page.write_type == packet && page.fixed_packet && page.packet_size != cd_packet_blocks) {
    return std::unexpected(scsi::invalid_parameter_field(10));
  }
  return {};
}

scsi::Sense value_invalid(std::uint16_t byte, std::uint8_t bit) {
  scsi::Sense sense = scsi::sense::parameter_value_invalid;
  sense.field = scsi::FieldPointer{scsi::FieldPointer::Where::parameters, byte, bit};
  return sense;
}

}  // namespace

base::ByteBuffer encode_write_parameters(const drive::Drive&, const drive::ModeParameters& parameters) {
  base::ByteBuffer page(page_bytes);
  set(page, parameters.write);
  return page;
}

void mark_changeable_write_parameters(base::MutableBytes page) {
  drive::WritePage all{.buffer_underrun_free = true,
                       .link_size_valid = true,
                       .test_write = true,
                       .write_type = 0xF,
                       .multi_session = 3,
                       .fixed_packet = true,
                       .copy = true,
                       .track_mode = 0xF,
                       .data_block_type = 0xF,
                       .link_size = 0xFF,
                       .initiator_application_code = 0x3F,
                       .session_format = 0xFF,
                       .packet_size = 0xFFFF'FFFF,
                       .audio_pause_length = 0xFFFF};
  all.media_catalog_number.fill(0xFF);
  all.international_standard_recording_code.fill(0xFF);
  all.sub_header.fill(0xFF);
  set(page, all);
}

std::expected<void, scsi::Sense> decode_write_parameters(base::Bytes page, const drive::Drive& drive,
                                                         drive::ModeParameters& parameters) {
  constexpr std::uint8_t reserved_multi_session = 2;
  const drive::WritePage sent = get(page);
  if (const auto checked = check(drive, sent); !checked) return checked;
  if (sent.multi_session == reserved_multi_session) return std::unexpected(value_invalid(3, 7));
  if (sent.test_write && !can_simulate(drive)) return std::unexpected(value_invalid(2, 4));
  parameters.write = sent;
  return {};
}

}  // namespace emulator::mmc
