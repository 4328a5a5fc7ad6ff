// The driver's list of the standards' numbers: those it sends, or tells apart when they come. Tested against
// fixtures/registry, which another hand typed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace driver::mmc {

struct Number {
  std::uint32_t code{};
  std::string_view identifier;
};

// SAM-5, Status codes.
namespace status {
inline constexpr std::uint8_t good = 0x00;
inline constexpr std::uint8_t check_condition = 0x02;
inline constexpr std::uint8_t busy = 0x08;
inline constexpr std::uint8_t reservation_conflict = 0x18;
inline constexpr std::uint8_t task_set_full = 0x28;
inline constexpr std::uint8_t task_aborted = 0x40;
inline constexpr std::array registry{Number{good, "good"},
                                     Number{check_condition, "check_condition"},
                                     Number{busy, "busy"},
                                     Number{reservation_conflict, "reservation_conflict"},
                                     Number{task_set_full, "task_set_full"},
                                     Number{task_aborted, "task_aborted"}};
}  // namespace status

// MMC-6, Commands for Multi-Media Devices; SPC-4, Operation codes.
namespace operation_code {
inline constexpr std::uint8_t test_unit_ready = 0x00;
inline constexpr std::uint8_t request_sense = 0x03;
inline constexpr std::uint8_t format_unit = 0x04;
inline constexpr std::uint8_t inquiry = 0x12;
inline constexpr std::uint8_t start_stop_unit = 0x1B;
inline constexpr std::uint8_t prevent_allow_medium_removal = 0x1E;
inline constexpr std::uint8_t read_format_capacities = 0x23;
inline constexpr std::uint8_t read_capacity_10 = 0x25;
inline constexpr std::uint8_t read_10 = 0x28;
inline constexpr std::uint8_t write_10 = 0x2A;
inline constexpr std::uint8_t synchronize_cache_10 = 0x35;
inline constexpr std::uint8_t read_toc = 0x43;
inline constexpr std::uint8_t get_configuration = 0x46;
inline constexpr std::uint8_t get_event_status_notification = 0x4A;
inline constexpr std::uint8_t read_disc_information = 0x51;
inline constexpr std::uint8_t read_track_information = 0x52;
inline constexpr std::uint8_t send_opc_information = 0x54;
inline constexpr std::uint8_t mode_select_10 = 0x55;
inline constexpr std::uint8_t mode_sense_10 = 0x5A;
inline constexpr std::uint8_t close_track_session = 0x5B;
inline constexpr std::uint8_t read_buffer_capacity = 0x5C;
inline constexpr std::uint8_t send_cue_sheet = 0x5D;
inline constexpr std::uint8_t blank = 0xA1;
inline constexpr std::uint8_t get_performance = 0xAC;
inline constexpr std::uint8_t read_disc_structure = 0xAD;
inline constexpr std::uint8_t set_streaming = 0xB6;
inline constexpr std::uint8_t set_cd_speed = 0xBB;
inline constexpr std::array registry{Number{test_unit_ready, "test_unit_ready"},
                                     Number{request_sense, "request_sense"},
                                     Number{format_unit, "format_unit"},
                                     Number{inquiry, "inquiry"},
                                     Number{start_stop_unit, "start_stop_unit"},
                                     Number{prevent_allow_medium_removal, "prevent_allow_medium_removal"},
                                     Number{read_format_capacities, "read_format_capacities"},
                                     Number{read_capacity_10, "read_capacity_10"},
                                     Number{read_10, "read_10"},
                                     Number{write_10, "write_10"},
                                     Number{synchronize_cache_10, "synchronize_cache_10"},
                                     Number{read_toc, "read_toc"},
                                     Number{get_configuration, "get_configuration"},
                                     Number{get_event_status_notification, "get_event_status_notification"},
                                     Number{read_disc_information, "read_disc_information"},
                                     Number{read_track_information, "read_track_information"},
                                     Number{send_opc_information, "send_opc_information"},
                                     Number{mode_select_10, "mode_select_10"},
                                     Number{mode_sense_10, "mode_sense_10"},
                                     Number{close_track_session, "close_track_session"},
                                     Number{read_buffer_capacity, "read_buffer_capacity"},
                                     Number{send_cue_sheet, "send_cue_sheet"},
                                     Number{blank, "blank"},
                                     Number{get_performance, "get_performance"},
                                     Number{read_disc_structure, "read_disc_structure"},
                                     Number{set_streaming, "set_streaming"},
                                     Number{set_cd_speed, "set_cd_speed"}};
}  // namespace operation_code

// SPC-4, Sense key and additional sense code definitions.
enum class SenseKey : std::uint8_t {
  no_sense = 0x0,
  recovered_error = 0x1,
  not_ready = 0x2,
  medium_error = 0x3,
  hardware_error = 0x4,
  illegal_request = 0x5,
  unit_attention = 0x6,
  data_protect = 0x7,
  blank_check = 0x8,
  vendor_specific = 0x9,
  copy_aborted = 0xA,
  aborted_command = 0xB,
  volume_overflow = 0xD,
  miscompare = 0xE,
  completed = 0xF,
};

// MMC-6, Profile definitions.
namespace profile_number {
inline constexpr std::uint16_t none = 0x0000;
inline constexpr std::uint16_t cd_rom = 0x0008;
inline constexpr std::uint16_t cd_r = 0x0009;
inline constexpr std::uint16_t cd_rw = 0x000A;
inline constexpr std::uint16_t dvd_rom = 0x0010;
inline constexpr std::uint16_t dvd_r_sequential = 0x0011;
inline constexpr std::uint16_t dvd_ram = 0x0012;
inline constexpr std::uint16_t dvd_rw_restricted_overwrite = 0x0013;
inline constexpr std::uint16_t dvd_rw_sequential = 0x0014;
inline constexpr std::uint16_t dvd_r_dual_layer_sequential = 0x0015;
inline constexpr std::uint16_t dvd_r_dual_layer_jump = 0x0016;
inline constexpr std::uint16_t dvd_plus_rw = 0x001A;
inline constexpr std::uint16_t dvd_plus_r = 0x001B;
inline constexpr std::uint16_t dvd_plus_rw_dual_layer = 0x002A;
inline constexpr std::uint16_t dvd_plus_r_dual_layer = 0x002B;
inline constexpr std::uint16_t bd_rom = 0x0040;
inline constexpr std::uint16_t bd_r_srm = 0x0041;
inline constexpr std::uint16_t bd_r_rrm = 0x0042;
inline constexpr std::uint16_t bd_re = 0x0043;
inline constexpr std::array registry{Number{none, "none"},
                                     Number{cd_rom, "cd_rom"},
                                     Number{cd_r, "cd_r"},
                                     Number{cd_rw, "cd_rw"},
                                     Number{dvd_rom, "dvd_rom"},
                                     Number{dvd_r_sequential, "dvd_r_sequential"},
                                     Number{dvd_ram, "dvd_ram"},
                                     Number{dvd_rw_restricted_overwrite, "dvd_rw_restricted_overwrite"},
                                     Number{dvd_rw_sequential, "dvd_rw_sequential"},
                                     Number{dvd_r_dual_layer_sequential, "dvd_r_dual_layer_sequential"},
                                     Number{dvd_r_dual_layer_jump, "dvd_r_dual_layer_jump"},
                                     Number{dvd_plus_rw, "dvd_plus_rw"},
                                     Number{dvd_plus_r, "dvd_plus_r"},
                                     Number{dvd_plus_rw_dual_layer, "dvd_plus_rw_dual_layer"},
                                     Number{dvd_plus_r_dual_layer, "dvd_plus_r_dual_layer"},
                                     Number{bd_rom, "bd_rom"},
                                     Number{bd_r_srm, "bd_r_srm"},
                                     Number{bd_r_rrm, "bd_r_rrm"},
                                     Number{bd_re, "bd_re"}};
}  // namespace profile_number

// MMC-6, Feature definitions.
namespace feature_code {
inline constexpr std::uint16_t profile_list = 0x0000;
inline constexpr std::uint16_t incremental_streaming_writable = 0x0021;
inline constexpr std::uint16_t dvd_plus_r = 0x002B;
inline constexpr std::uint16_t cd_track_at_once = 0x002D;
inline constexpr std::uint16_t cd_mastering = 0x002E;
inline constexpr std::uint16_t bd_r_pseudo_overwrite = 0x0038;
inline constexpr std::uint16_t bd_write = 0x0041;
inline constexpr std::uint16_t real_time_streaming = 0x0107;
inline constexpr std::uint16_t drive_serial_number = 0x0108;
inline constexpr std::array registry{Number{profile_list, "profile_list"},
                                     Number{incremental_streaming_writable, "incremental_streaming_writable"},
                                     Number{dvd_plus_r, "dvd_plus_r"},
                                     Number{cd_track_at_once, "cd_track_at_once"},
                                     Number{cd_mastering, "cd_mastering"},
                                     Number{bd_r_pseudo_overwrite, "bd_r_pseudo_overwrite"},
                                     Number{bd_write, "bd_write"},
                                     Number{real_time_streaming, "real_time_streaming"},
                                     Number{drive_serial_number, "drive_serial_number"}};
}  // namespace feature_code

// MMC-6, Mode Parameters for Multi-Media Devices.
namespace mode_page {
inline constexpr std::uint8_t write_parameters = 0x05;
inline constexpr std::uint8_t mm_capabilities = 0x2A;
inline constexpr std::array registry{Number{write_parameters, "write_parameters"},
                                     Number{mm_capabilities, "mm_capabilities"}};
}  // namespace mode_page

// "READ DISC INFORMATION", for messages; "command 99h" when it is not in the list.
[[nodiscard]] std::string operation_name(std::uint8_t code);
// "MEDIUM ERROR".
[[nodiscard]] std::string_view sense_key_name(SenseKey key);
// The standard's words for an additional sense code and its qualifier; empty when it is none of those that optical
// drives give.
[[nodiscard]] std::string_view additional_sense_name(std::uint8_t code, std::uint8_t qualifier);

}  // namespace driver::mmc
