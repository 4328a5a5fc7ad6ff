#include "conformance/replay/dissect.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "conformance/link/commands.h"

namespace conformance::replay {
namespace {

using Sections = std::vector<Section>;

// A number of the command or its data and the layout it selects.
template <std::size_t size>
using Choices = std::array<std::pair<std::uint64_t, std::string_view>, size>;

template <std::size_t size>
std::string chosen(const Choices<size>& choices, std::optional<std::uint64_t> number) {
  const auto found = std::ranges::find_if(choices, [&](const auto& choice) { return number == choice.first; });
  return found == choices.end() ? std::string() : std::string(found->second);
}

constexpr Choices<36> features{{{0x0001, "core_feature"},
                                {0x0002, "morphing_feature"},
                                {0x0003, "removable_medium_feature"},
                                {0x0004, "write_protect_feature"},
                                {0x0010, "random_readable_feature"},
                                {0x001E, "cd_read_feature"},
                                {0x001F, "dvd_read_feature"},
                                {0x0020, "random_writable_feature"},
                                {0x0021, "incremental_streaming_writable_feature"},
                                {0x0023, "formattable_feature"},
                                {0x0024, "hardware_defect_management_feature"},
                                {0x0025, "write_once_feature"},
                                {0x0028, "mrw_feature"},
                                {0x0029, "enhanced_defect_reporting_feature"},
                                {0x002A, "dvd_plus_rw_feature"},
                                {0x002B, "dvd_plus_r_feature"},
                                {0x002C, "rigid_restricted_overwrite_feature"},
                                {0x002D, "cd_track_at_once_feature"},
                                {0x002E, "cd_mastering_feature"},
                                {0x002F, "dvd_minus_r_feature"},
                                {0x0033, "layer_jump_recording_feature"},
                                {0x0037, "cd_rw_media_write_support_feature"},
                                {0x003A, "dvd_plus_rw_dual_layer_feature"},
                                {0x003B, "dvd_plus_r_dual_layer_feature"},
                                {0x0040, "bd_read_feature"},
                                {0x0041, "bd_write_feature"},
                                {0x0080, "hybrid_disc_feature"},
                                {0x0101, "smart_feature"},
                                {0x0102, "embedded_changer_feature"},
                                {0x0104, "microcode_upgrade_feature"},
                                {0x0105, "timeout_feature"},
                                {0x0106, "dvd_css_feature"},
                                {0x0107, "real_time_streaming_feature"},
                                {0x0108, "drive_serial_number_feature"},
                                {0x010B, "dvd_cprm_feature"},
                                {0x010C, "firmware_information_feature"}}};

constexpr Choices<12> mode_pages{{{0x01, "read_write_error_recovery_page"},
                                  {0x03, "mrw_page"},
                                  {0x05, "write_parameters_page"},
                                  {0x08, "caching_page"},
                                  {0x0A, "control_page"},
                                  {0x0D, "cd_device_parameters_page"},
                                  {0x0E, "cd_audio_control_page"},
                                  {0x1A, "power_condition_page"},
                                  {0x1C, "informational_exceptions_page"},
                                  {0x1D, "timeout_and_protect_page"},
                                  {0x2A, "mm_capabilities_page"},
                                  {0x2C, "mrw_page"}}};

constexpr Choices<15> dvd_structures{{{0x00, "physical_format_information"},
                                      {0x01, "dvd_copyright_information"},
                                      {0x05, "copyright_management_information"},
                                      {0x08, "dvd_ram_disc_definition_structure"},
                                      {0x09, "dvd_ram_medium_status"},
                                      {0x0A, "dvd_ram_spare_area_information"},
                                      {0x0D, "recording_management_data"},
                                      {0x0E, "pre_recorded_information"},
                                      {0x0F, "unique_disc_identifier"},
                                      {0x20, "layer_boundary_information"},
                                      {0x21, "shifted_middle_area_start_address"},
                                      {0x22, "jump_interval_size"},
                                      {0x23, "manual_layer_jump_address"},
                                      {0x90, "recognized_format_layers"},
                                      {0xC0, "write_protection_status"}}};

constexpr Choices<5> bd_structures{{{0x08, "bd_disc_definition_structure"},
                                    {0x09, "bd_cartridge_status"},
                                    {0x0A, "bd_spare_area_information"},
                                    {0x90, "recognized_format_layers"},
                                    {0xC0, "write_protection_status"}}};

// Elements of one layout to the end of the data.
void repeat(Sections& sections, std::string_view layout, std::size_t begin, std::size_t step, std::size_t end) {
  for (std::size_t index = 0; begin + index * step < end; ++index) {
    sections.push_back({std::string(layout), begin + index * step, index});
  }
}

Sections configuration(const Sheets& sheets, base::Bytes data) {
  Sections sections{{"configuration_header", 0}};
  std::size_t at = 8;
  while (at + 4 <= data.size()) {
    const base::Bytes rest = data.subspan(at);
    const auto code = sheets.value("feature_descriptor_header", "feature_code", rest);
    const auto length = sheets.value("feature_descriptor_header", "additional_length", rest);
    if (!code || !length) break;
    const std::size_t end = std::min(at + 4 + *length, data.size());
    sections.push_back({"feature_descriptor_header", at});
    if (*code == 0) repeat(sections, "profile_descriptor", at + 4, 4, end);
    // A feature's sheet counts from its descriptor header.
    const std::string layout = chosen(features, code);
    if (!layout.empty()) sections.push_back({layout, at});
    at += 4 + *length;
  }
  return sections;
}

Sections mode_parameters(const Sheets& sheets, base::Bytes data, bool is_six) {
  const std::string header = is_six ? "mode_parameter_header_6" : "mode_parameter_header_10";
  Sections sections{{header, 0}};
  const std::size_t header_bytes = is_six ? 4 : 8;
  std::size_t at = header_bytes + sheets.value(header, "block_descriptor_length", data).value_or(0);
  while (at + 2 <= data.size()) {
    const base::Bytes rest = data.subspan(at);
    const auto code = sheets.value("mode_page_header", "page_code", rest);
    const auto length = sheets.value("mode_page_header", "page_length", rest);
    if (!code || !length) break;
    const std::string layout = chosen(mode_pages, code);
    sections.push_back({layout.empty() ? "mode_page_header" : layout, at});
    if (*code == 0x2A) repeat(sections, "mm_write_speed_descriptor", at + 32, 4, at + 2 + *length);
    at += 2 + *length;
  }
  return sections;
}

Sections table_of_contents(const Sheets& sheets, base::Bytes cdb, base::Bytes data) {
  const auto format = sheets.value("read_toc_cdb", "format", cdb).value_or(0);
  if (format == 1) return {{"session_information_reply", 0}};
  if (format == 4) return {{"atip_reply", 0}};
  Sections sections{{"toc_reply", 0}};
  if (format == 0) repeat(sections, "toc_track_descriptor", 4, 8, data.size());
  if (format == 2) repeat(sections, "full_toc_descriptor", 4, 11, data.size());
  if (format == 3) repeat(sections, "pma_descriptor", 4, 11, data.size());
  if (format == 5) repeat(sections, "cd_text_pack", 4, 18, data.size());
  return sections;
}

Sections events(const Sheets& sheets, base::Bytes data) {
  constexpr Choices<6> descriptors{{{1, "operational_change_event_descriptor"},
                                    {2, "power_management_event_descriptor"},
                                    {3, "external_request_event_descriptor"},
                                    {4, "media_event_descriptor"},
                                    {5, "multi_host_event_descriptor"},
                                    {6, "device_busy_event_descriptor"}}};
  Sections sections{{"event_header", 0}};
  const std::string layout = chosen(descriptors, sheets.value("event_header", "notification_class", data));
  if (!layout.empty()) sections.push_back({layout, 4});
  return sections;
}

Sections disc_structure(const Sheets& sheets, base::Bytes cdb, base::Bytes data) {
  Sections sections{{"disc_structure_header", 0}};
  const auto format = sheets.value("read_disc_structure_cdb", "format", cdb);
  const bool is_bd = sheets.value("read_disc_structure_cdb", "media_type", cdb) == std::uint64_t{1};
  if (format == std::uint64_t{0xFF}) repeat(sections, "disc_structure_list_entry", 4, 4, data.size());
  if (format == std::uint64_t{0} && is_bd) {
    repeat(sections, "bd_disc_information_unit", 4, 112, data.size());
  } else if (const std::string layout = is_bd ? chosen(bd_structures, format) : chosen(dvd_structures, format);
             !layout.empty()) {
    sections.push_back({layout, 4});
  }
  return sections;
}

Sections performance(const Sheets& sheets, base::Bytes cdb, base::Bytes data) {
  Sections sections{{"performance_header", 0}};
  const auto type = sheets.value("get_performance_cdb", "type", cdb);
  if (type == std::uint64_t{0}) repeat(sections, "nominal_performance_descriptor", 8, 16, data.size());
  if (type == std::uint64_t{3}) repeat(sections, "write_speed_descriptor", 8, 16, data.size());
  return sections;
}

Sections disc_information(const Sheets& sheets, base::Bytes data) {
  constexpr Choices<2> types{{{1, "track_resources_reply"}, {2, "pow_resources_reply"}}};
  const auto type = sheets.value("read_disc_information_reply", "disc_information_data_type", data);
  const std::string layout = chosen(types, type);
  return {{layout.empty() ? "read_disc_information_reply" : layout, 0}};
}

Sections format_capacities(base::Bytes data) {
  Sections sections{{"capacity_list_header", 0}, {"current_capacity_descriptor", 4}};
  repeat(sections, "formattable_capacity_descriptor", 12, 8, data.size());
  return sections;
}

constexpr std::size_t user_block_bytes = 2048;

bool moves_user_data(base::Bytes cdb) {
  constexpr std::array<std::uint8_t, 6> operation_codes{0x28, 0x2A, 0xA8, 0xAA, 0xB9, 0xBE};
  return !cdb.empty() && std::ranges::find(operation_codes, cdb[0]) != operation_codes.end();
}

Sections user_data(base::Bytes data) {
  Sections sections;
  repeat(sections, "block", 0, user_block_bytes, data.size());
  return sections;
}

const Section* section_at(const Sheets& sheets, const Sections& sections, std::size_t at, std::uint8_t bits) {
  const Section* holder = nullptr;
  for (const Section& section : sections) {
    if (section.begin > at) continue;
    // Where two begin before the byte, the one whose sheet has a field there wins, then the later one.
    const bool has_field = sheets.field_at(section.layout, at - section.begin, bits) != nullptr;
    const bool holder_has = holder != nullptr && sheets.field_at(holder->layout, at - holder->begin, bits) != nullptr;
    if (has_field || !holder_has) holder = &section;
  }
  return holder;
}

}  // namespace

Sections sections_of_cdb(base::Bytes cdb) {
  const link::KnownCommand* command = link::find_command(cdb);
  if (command == nullptr || command->cdb_layout.empty()) return {};
  constexpr std::uint8_t reserve_track = 0x53;
  constexpr std::uint8_t send_key = 0xA3;
  const std::uint8_t byte_1 = cdb.size() > 1 ? cdb[1] : 0;
  // ARSV selects the form of the CDB: the reservation as an address instead of a size. MMC-6, RESERVE TRACK.
  if (command->operation_code == reserve_track && (byte_1 & 0x01) != 0) return {{"reserve_track_lba_cdb", 0}};
  // SEND KEY shares its operation code with MAINTENANCE IN, which has a service action where it has reserved bits.
  if (command->operation_code == send_key && (byte_1 & 0x1F) != 0) {
    return (byte_1 & 0x1F) == 0x0C ? Sections{{"report_supported_operation_codes_cdb", 0}} : Sections{};
  }
  return {{std::string(command->cdb_layout), 0}};
}

Sections sections_of_data_in(const Sheets& sheets, base::Bytes cdb, base::Bytes data) {
  if (cdb.empty() || data.empty()) return {};
  switch (cdb[0]) {
    case 0x03:
      return sections_of_sense(data);
    case 0x12: {
      const bool is_vpd = sheets.value("inquiry_cdb", "evpd", cdb) == std::uint64_t{1};
      return {{is_vpd ? "vpd_page_header" : "standard_inquiry_data", 0}};
    }
    case 0x1A:
      return mode_parameters(sheets, data, true);
    case 0x5A:
      return mode_parameters(sheets, data, false);
    case 0x23:
      return format_capacities(data);
    case 0x25:
      return {{"read_capacity_10_reply", 0}};
    case 0x43:
      return table_of_contents(sheets, cdb, data);
    case 0x46:
      return configuration(sheets, data);
    case 0x4A:
      return events(sheets, data);
    case 0x51:
      return disc_information(sheets, data);
    case 0x52:
      return {{"read_track_information_reply", 0}};
    case 0x5C:
      return {{"read_buffer_capacity_reply", 0}};
    case 0x9E:
      return {{"read_capacity_16_reply", 0}};
    case 0xA0:
      return {{"report_luns_reply", 0}};
    case 0xAC:
      return performance(sheets, cdb, data);
    case 0xAD:
      return disc_structure(sheets, cdb, data);
    case 0xBD:
      return {{"mechanism_status_header", 0}};
    default:
      return moves_user_data(cdb) ? user_data(data) : Sections{};
  }
}

Sections sections_of_data_out(const Sheets& sheets, base::Bytes cdb, base::Bytes data) {
  if (cdb.empty() || data.empty()) return {};
  Sections sections;
  switch (cdb[0]) {
    case 0x15:
      return mode_parameters(sheets, data, true);
    case 0x55:
      return mode_parameters(sheets, data, false);
    case 0x54:
      repeat(sections, "opc_table_entry", 0, 8, data.size());
      return sections;
    case 0x5D:
      repeat(sections, "cue_sheet_entry", 0, 8, data.size());
      return sections;
    case 0xB6:
      return {{"streaming_performance_descriptor", 0}};
    default:
      return moves_user_data(cdb) ? user_data(data) : Sections{};
  }
}

Sections sections_of_sense(base::Bytes sense) {
  if (sense.empty()) return {};
  const unsigned response_code = sense[0] & 0x7FU;
  if (response_code >= 0x72) return {{"sense_descriptor_header", 0}};
  // With NO SENSE and NOT READY the sense key specific bytes are a progress, otherwise a field pointer. SPC-4.
  const unsigned key = sense.size() > 2 ? sense[2] & 0x0FU : 0;
  return {{key == 0x0 || key == 0x2 ? "sense_fixed_progress" : "sense_fixed", 0}};
}

std::string field_name(const Sheets& sheets, const Sections& sections, std::size_t at, std::uint8_t bits) {
  const Section* section = section_at(sheets, sections, at, bits);
  if (section == nullptr) return fmt::format("byte {}", at);
  const std::string index = section->index ? fmt::format("[{}]", *section->index) : std::string();
  const std::size_t inner = at - section->begin;
  const SheetField* field = sheets.field_at(section->layout, inner, bits);
  if (field != nullptr) return fmt::format("{}{}.{}", section->layout, index, field->name);
  if (section->layout == "block") return fmt::format("block{} byte {}", index, inner);
  return fmt::format("{}{} byte {} (byte {} of the data)", section->layout, index, inner, at);
}

std::string field_value(const Sheets& sheets, const Sections& sections, std::size_t at, std::uint8_t bits,
                        base::Bytes data) {
  if (at >= data.size()) return "nothing";
  const Section* section = section_at(sheets, sections, at, bits);
  if (section != nullptr) {
    const SheetField* field = sheets.field_at(section->layout, at - section->begin, bits);
    const auto value = field != nullptr ? value_of(*field, data.subspan(section->begin)) : std::nullopt;
    if (value && *value < 10) return fmt::to_string(*value);
    if (value) return fmt::format("{} ({:X}h)", *value, *value);
  }
  return fmt::format("{:02X}h", data[at]);
}

}  // namespace conformance::replay
