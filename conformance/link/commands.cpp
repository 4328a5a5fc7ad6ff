#include "conformance/link/commands.h"

#include <algorithm>
#include <array>

#include "emulator/base/hex.h"

namespace conformance::link {
namespace {

constexpr std::array commands = std::to_array<KnownCommand>({
    {0x00, "TEST UNIT READY", "test_unit_ready_cdb"},
    {0x01, "REZERO UNIT", "rezero_unit_cdb"},
    {0x03, "REQUEST SENSE", "request_sense_cdb"},
    {0x04, "FORMAT UNIT", "format_unit_cdb"},
    {0x08, "READ(6)", ""},
    {0x0A, "WRITE(6)", ""},
    {0x12, "INQUIRY", "inquiry_cdb"},
    {0x15, "MODE SELECT(6)", "mode_select_6_cdb"},
    {0x16, "RESERVE(6)", "reserve_6_cdb"},
    {0x17, "RELEASE(6)", "release_6_cdb"},
    {0x1A, "MODE SENSE(6)", "mode_sense_6_cdb"},
    {0x1B, "START STOP UNIT", "start_stop_unit_cdb"},
    {0x1D, "SEND DIAGNOSTIC", "send_diagnostic_cdb"},
    {0x1E, "PREVENT ALLOW MEDIUM REMOVAL", "prevent_allow_medium_removal_cdb"},
    {0x23, "READ FORMAT CAPACITIES", "read_format_capacities_cdb"},
    {0x25, "READ CAPACITY(10)", "read_capacity_10_cdb"},
    {0x28, "READ(10)", "read_10_cdb"},
    {0x2A, "WRITE(10)", "write_10_cdb"},
    {0x2B, "SEEK(10)", "seek_10_cdb"},
    {0x2C, "ERASE(10)", "erase_10_cdb"},
    {0x2E, "WRITE AND VERIFY(10)", "write_and_verify_10_cdb"},
    {0x2F, "VERIFY(10)", "verify_10_cdb"},
    {0x35, "SYNCHRONIZE CACHE(10)", "synchronize_cache_10_cdb"},
    {0x3B, "WRITE BUFFER", "write_buffer_cdb"},
    {0x3C, "READ BUFFER", "read_buffer_cdb"},
    {0x42, "READ SUB-CHANNEL", "read_sub_channel_cdb"},
    {0x43, "READ TOC/PMA/ATIP", "read_toc_cdb"},
    {0x44, "READ HEADER", "read_header_cdb"},
    {0x45, "PLAY AUDIO(10)", ""},
    {0x46, "GET CONFIGURATION", "get_configuration_cdb"},
    {0x47, "PLAY AUDIO MSF", ""},
    {0x4A, "GET EVENT STATUS NOTIFICATION", "get_event_status_notification_cdb"},
    {0x4B, "PAUSE/RESUME", ""},
    {0x4C, "LOG SELECT", ""},
    {0x4D, "LOG SENSE", "log_sense_cdb"},
    {0x4E, "STOP PLAY/SCAN", ""},
    {0x51, "READ DISC INFORMATION", "read_disc_information_cdb"},
    {0x52, "READ TRACK INFORMATION", "read_track_information_cdb"},
    {0x53, "RESERVE TRACK", "reserve_track_cdb"},
    {0x54, "SEND OPC INFORMATION", "send_opc_information_cdb"},
    {0x55, "MODE SELECT(10)", "mode_select_10_cdb"},
    {0x56, "RESERVE(10)", "reserve_10_cdb"},
    {0x57, "RELEASE(10)", "release_10_cdb"},
    {0x58, "REPAIR TRACK", "repair_track_cdb"},
    {0x5A, "MODE SENSE(10)", "mode_sense_10_cdb"},
    {0x5B, "CLOSE TRACK/SESSION", "close_track_session_cdb"},
    {0x5C, "READ BUFFER CAPACITY", "read_buffer_capacity_cdb"},
    {0x5D, "SEND CUE SHEET", "send_cue_sheet_cdb"},
    {0x5E, "PERSISTENT RESERVE IN", "persistent_reserve_in_cdb"},
    {0x5F, "PERSISTENT RESERVE OUT", "persistent_reserve_out_cdb"},
    {0x85, "ATA PASS-THROUGH(16)", ""},
    {0x9E, "SERVICE ACTION IN(16)", "read_capacity_16_cdb"},
    {0xA0, "REPORT LUNS", "report_luns_cdb"},
    {0xA1, "BLANK", "blank_cdb"},
    {0xA2, "SECURITY PROTOCOL IN", ""},
    {0xA3, "SEND KEY", "send_key_cdb"},
    {0xA4, "REPORT KEY", "report_key_cdb"},
    {0xA5, "PLAY AUDIO(12)", ""},
    {0xA6, "LOAD/UNLOAD MEDIUM", "load_unload_medium_cdb"},
    {0xA7, "SET READ AHEAD", "set_read_ahead_cdb"},
    {0xA8, "READ(12)", "read_12_cdb"},
    {0xAA, "WRITE(12)", "write_12_cdb"},
    {0xAB, "READ MEDIA SERIAL NUMBER", "read_media_serial_number_cdb"},
    {0xAC, "GET PERFORMANCE", "get_performance_cdb"},
    {0xAD, "READ DISC STRUCTURE", "read_disc_structure_cdb"},
    {0xAF, "VERIFY(12)", "verify_12_cdb"},
    {0xB5, "SECURITY PROTOCOL OUT", ""},
    {0xB6, "SET STREAMING", "set_streaming_cdb"},
    {0xB9, "READ CD MSF", "read_cd_msf_cdb"},
    {0xBA, "SCAN", ""},
    {0xBB, "SET CD SPEED", "set_cd_speed_cdb"},
    {0xBD, "MECHANISM STATUS", "mechanism_status_cdb"},
    {0xBE, "READ CD", "read_cd_cdb"},
    {0xBF, "SEND DISC STRUCTURE", "send_disc_structure_cdb"},
});
static_assert(std::ranges::is_sorted(commands, std::less<>{}, &KnownCommand::operation_code));

}  // namespace

std::span<const KnownCommand> known_commands() { return commands; }

const KnownCommand* find_command(base::Bytes cdb) {
  if (cdb.empty()) return nullptr;
  const auto found = std::ranges::lower_bound(commands, cdb[0], std::less<>{}, &KnownCommand::operation_code);
  return found != commands.end() && found->operation_code == cdb[0] ? &*found : nullptr;
}

std::string command_text(base::Bytes cdb) {
  const KnownCommand* command = find_command(cdb);
  return std::string(command != nullptr ? command->name : "command") + " (" + base::format_hex(cdb) + ")";
}

std::size_t cdb_length(std::uint8_t operation_code) {
  constexpr std::array<std::size_t, 8> lengths{6, 10, 10, 16, 16, 12, 16, 16};
  return lengths[operation_code >> 5];
}

bool is_noise(base::Bytes cdb) {
  constexpr std::uint8_t test_unit_ready = 0x00;
  constexpr std::uint8_t request_sense = 0x03;
  constexpr std::uint8_t get_event_status_notification = 0x4A;
  if (cdb.empty()) return false;
  return cdb[0] == test_unit_ready || cdb[0] == request_sense || cdb[0] == get_event_status_notification;
}

}  // namespace conformance::link
