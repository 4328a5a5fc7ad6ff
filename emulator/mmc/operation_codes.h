// Operation codes of the commands that the drive knows. Tested against fixtures/registry/operation_codes.json.
// SPC-4, Operation codes; MMC-6, Command descriptions.
#pragma once

#include <cstdint>

namespace emulator::mmc::operation_code {

inline constexpr std::uint8_t test_unit_ready = 0x00;
inline constexpr std::uint8_t rezero_unit = 0x01;
inline constexpr std::uint8_t request_sense = 0x03;
inline constexpr std::uint8_t format_unit = 0x04;
inline constexpr std::uint8_t inquiry = 0x12;
inline constexpr std::uint8_t mode_select_6 = 0x15;
inline constexpr std::uint8_t reserve_6 = 0x16;
inline constexpr std::uint8_t release_6 = 0x17;
inline constexpr std::uint8_t mode_sense_6 = 0x1A;
inline constexpr std::uint8_t start_stop_unit = 0x1B;
inline constexpr std::uint8_t send_diagnostic = 0x1D;
inline constexpr std::uint8_t prevent_allow_medium_removal = 0x1E;
inline constexpr std::uint8_t read_format_capacities = 0x23;
inline constexpr std::uint8_t read_capacity_10 = 0x25;
inline constexpr std::uint8_t read_10 = 0x28;
inline constexpr std::uint8_t write_10 = 0x2A;
inline constexpr std::uint8_t seek_10 = 0x2B;
inline constexpr std::uint8_t write_and_verify_10 = 0x2E;
inline constexpr std::uint8_t verify_10 = 0x2F;
inline constexpr std::uint8_t synchronize_cache_10 = 0x35;
inline constexpr std::uint8_t write_buffer = 0x3B;
inline constexpr std::uint8_t read_buffer = 0x3C;
inline constexpr std::uint8_t read_toc = 0x43;
inline constexpr std::uint8_t read_header = 0x44;
inline constexpr std::uint8_t get_configuration = 0x46;
inline constexpr std::uint8_t get_event_status_notification = 0x4A;
inline constexpr std::uint8_t log_sense = 0x4D;
inline constexpr std::uint8_t read_disc_information = 0x51;
inline constexpr std::uint8_t read_track_information = 0x52;
inline constexpr std::uint8_t reserve_track = 0x53;
inline constexpr std::uint8_t send_opc_information = 0x54;
inline constexpr std::uint8_t mode_select_10 = 0x55;
inline constexpr std::uint8_t reserve_10 = 0x56;
inline constexpr std::uint8_t release_10 = 0x57;
inline constexpr std::uint8_t mode_sense_10 = 0x5A;
inline constexpr std::uint8_t close_track_session = 0x5B;
inline constexpr std::uint8_t read_buffer_capacity = 0x5C;
inline constexpr std::uint8_t send_cue_sheet = 0x5D;
inline constexpr std::uint8_t persistent_reserve_in = 0x5E;
inline constexpr std::uint8_t persistent_reserve_out = 0x5F;
inline constexpr std::uint8_t service_action_in_16 = 0x9E;
inline constexpr std::uint8_t report_luns = 0xA0;
inline constexpr std::uint8_t blank = 0xA1;
inline constexpr std::uint8_t maintenance_in = 0xA3;
inline constexpr std::uint8_t report_key = 0xA4;
inline constexpr std::uint8_t load_unload_medium = 0xA6;
inline constexpr std::uint8_t set_read_ahead = 0xA7;
inline constexpr std::uint8_t read_12 = 0xA8;
inline constexpr std::uint8_t write_12 = 0xAA;
inline constexpr std::uint8_t get_performance = 0xAC;
inline constexpr std::uint8_t read_disc_structure = 0xAD;
inline constexpr std::uint8_t verify_12 = 0xAF;
inline constexpr std::uint8_t set_streaming = 0xB6;
inline constexpr std::uint8_t read_cd_msf = 0xB9;
inline constexpr std::uint8_t set_cd_speed = 0xBB;
inline constexpr std::uint8_t mechanism_status = 0xBD;
inline constexpr std::uint8_t read_cd = 0xBE;
inline constexpr std::uint8_t send_disc_structure = 0xBF;

}  // namespace emulator::mmc::operation_code

namespace emulator::mmc::service_action {

// Of an operation code that MMC shares with SPC: no service action is MMC's command.
inline constexpr std::uint8_t none = 0x00;
inline constexpr std::uint8_t report_supported_operation_codes = 0x0C;
inline constexpr std::uint8_t read_capacity_16 = 0x10;

}  // namespace emulator::mmc::service_action
