#include "emulator/mmc/command_table.h"

#include <algorithm>
#include <array>

#include "emulator/mmc/commands/blank.h"
#include "emulator/mmc/commands/close_track_session.h"
#include "emulator/mmc/commands/format_unit.h"
#include "emulator/mmc/commands/get_configuration.h"
#include "emulator/mmc/commands/get_configuration_layout.h"
#include "emulator/mmc/commands/get_event_status_notification.h"
#include "emulator/mmc/commands/get_event_status_notification_layout.h"
#include "emulator/mmc/commands/get_performance.h"
#include "emulator/mmc/commands/inquiry.h"
#include "emulator/mmc/commands/inquiry_layout.h"
#include "emulator/mmc/commands/mechanism_status.h"
#include "emulator/mmc/commands/mechanism_status_layout.h"
#include "emulator/mmc/commands/mode_select.h"
#include "emulator/mmc/commands/mode_select_layout.h"
#include "emulator/mmc/commands/mode_sense.h"
#include "emulator/mmc/commands/mode_sense_layout.h"
#include "emulator/mmc/commands/prevent_allow_medium_removal.h"
#include "emulator/mmc/commands/read.h"
#include "emulator/mmc/commands/read_buffer_capacity.h"
#include "emulator/mmc/commands/read_buffer_capacity_layout.h"
#include "emulator/mmc/commands/read_capacity.h"
#include "emulator/mmc/commands/read_capacity_layout.h"
#include "emulator/mmc/commands/read_disc_information.h"
#include "emulator/mmc/commands/read_disc_information_layout.h"
#include "emulator/mmc/commands/read_disc_structure.h"
#include "emulator/mmc/commands/read_disc_structure_layout.h"
#include "emulator/mmc/commands/read_format_capacities.h"
#include "emulator/mmc/commands/read_format_capacities_layout.h"
#include "emulator/mmc/commands/read_toc.h"
#include "emulator/mmc/commands/read_toc_layout.h"
#include "emulator/mmc/commands/read_track_information.h"
#include "emulator/mmc/commands/read_track_information_layout.h"
#include "emulator/mmc/commands/report_luns.h"
#include "emulator/mmc/commands/report_luns_layout.h"
#include "emulator/mmc/commands/request_sense.h"
#include "emulator/mmc/commands/request_sense_layout.h"
#include "emulator/mmc/commands/reserve_release.h"
#include "emulator/mmc/commands/reserve_track.h"
#include "emulator/mmc/commands/send_cue_sheet.h"
#include "emulator/mmc/commands/send_cue_sheet_layout.h"
#include "emulator/mmc/commands/send_disc_structure.h"
#include "emulator/mmc/commands/send_disc_structure_layout.h"
#include "emulator/mmc/commands/send_opc_information.h"
#include "emulator/mmc/commands/send_opc_information_layout.h"
#include "emulator/mmc/commands/set_cd_speed.h"
#include "emulator/mmc/commands/set_streaming.h"
#include "emulator/mmc/commands/set_streaming_layout.h"
#include "emulator/mmc/commands/start_stop_unit.h"
#include "emulator/mmc/commands/synchronize_cache.h"
#include "emulator/mmc/commands/test_unit_ready.h"
#include "emulator/mmc/commands/verify.h"
#include "emulator/mmc/commands/write.h"
#include "emulator/mmc/operation_codes.h"

namespace emulator::mmc {
namespace {

namespace op = operation_code;

bool writes(const drive::DriveProfile& profile) { return profile.writes_anything(); }
bool writes_sessions(const drive::DriveProfile& profile) { return profile.writes_sessions_at_once(); }
bool formats(const drive::DriveProfile& profile) {
  const auto overwrites = [&](media::ProfileNumber number) { return media::is_overwritable(number); };
  return profile.writes(drive::Family::bd) || std::ranges::any_of(profile.profiles, overwrites);
}
bool blanks(const drive::DriveProfile& profile) { return profile.writes(media::ProfileNumber::cd_rw); }
bool protects(const drive::DriveProfile& profile) { return profile.writes(media::ProfileNumber::dvd_ram); }
bool reads_dvd_or_bd(const drive::DriveProfile& profile) {
  return profile.reads(drive::Family::dvd) || profile.reads(drive::Family::bd);
}

// MMC-6, FORMAT UNIT command: the first three bits, and the bytes that once held an interleave.
constexpr CdbMask format_unit_reserved{0xE0, 0xFF, 0xFF, 0xFF};

constexpr std::array commands{
    Command{.operation_code = op::test_unit_ready,
            .name = "TEST UNIT READY",
            .gates = {.needs_medium = always},
            .run = test_unit_ready},
    Command{.operation_code = op::request_sense,
            .name = "REQUEST SENSE",
            .gates = {.answers_for_absent_unit = true,
                      .passes_attention = true,
                      .passes_reservation = true,
                      .busy = Busy::allowed},
            .allocation_length = request_sense_cdb::allocation_length::get,
            .run = request_sense},
    Command{.operation_code = op::format_unit,
            .name = "FORMAT UNIT",
            .gates = {.needs_medium = always, .strictly_reserved = format_unit_reserved},
            .parameter_list_length = format_unit_list_length,
            .is_offered = formats,
            .run = format_unit},
    Command{.operation_code = op::inquiry,
            .name = "INQUIRY",
            .gates = {.answers_for_absent_unit = true,
                      .passes_attention = true,
                      .passes_reservation = true,
                      .busy = Busy::allowed},
            .allocation_length = inquiry_cdb::allocation_length::get,
            .run = inquiry},
    Command{.operation_code = op::mode_select_6,
            .name = "MODE SELECT (6)",
            .parameter_list_length = mode_select_6_cdb::parameter_list_length::get,
            .run = mode_select_6},
    Command{.operation_code = op::reserve_6, .name = "RESERVE (6)", .run = reserve_unit},
    Command{.operation_code = op::release_6,
            .name = "RELEASE (6)",
            .gates = {.passes_reservation = true},
            .run = release_unit},
    Command{.operation_code = op::mode_sense_6,
            .name = "MODE SENSE (6)",
            .allocation_length = mode_sense_6_cdb::allocation_length::get,
            .run = mode_sense_6},
    Command{.operation_code = op::start_stop_unit, .name = "START STOP UNIT", .run = start_stop_unit},
    Command{.operation_code = op::prevent_allow_medium_removal,
            .name = "PREVENT ALLOW MEDIUM REMOVAL",
            .gates = {.busy = Busy::allowed},
            .run = prevent_allow_medium_removal},
    Command{.operation_code = op::read_format_capacities,
            .name = "READ FORMAT CAPACITIES",
            .allocation_length = read_format_capacities_cdb::allocation_length::get,
            .run = read_format_capacities},
    Command{.operation_code = op::read_capacity_10,
            .name = "READ CAPACITY (10)",
            .gates = {.needs_medium = always},
            .run = read_capacity_10},
    Command{.operation_code = op::read_10,
            .name = "READ (10)",
            .gates = {.needs_medium = always},
            .blocks = blocks_of_read_10,
            .run = read_10},
    Command{.operation_code = op::write_10,
            .name = "WRITE (10)",
            .gates = {.needs_medium = always},
            .blocks = blocks_of_write_10,
            .is_offered = writes,
            .run = write_10},
    Command{.operation_code = op::seek_10, .name = "SEEK (10)", .gates = {.needs_medium = always}, .run = seek_10},
    Command{.operation_code = op::write_and_verify_10,
            .name = "WRITE AND VERIFY (10)",
            .gates = {.needs_medium = always},
            .blocks = blocks_of_write_and_verify_10,
            .is_offered = writes,
            .run = write_and_verify_10},
    Command{.operation_code = op::verify_10,
            .name = "VERIFY (10)",
            .gates = {.needs_medium = always},
            .blocks = blocks_of_verify_10,
            .run = verify_10},
    Command{.operation_code = op::synchronize_cache_10,
            .name = "SYNCHRONIZE CACHE (10)",
            .gates = {.needs_medium = always},
            .run = synchronize_cache_10},
    Command{.operation_code = op::read_toc,
            .name = "READ TOC/PMA/ATIP",
            .gates = {.needs_medium = always},
            .allocation_length = read_toc_cdb::allocation_length::get,
            .run = read_toc},
    Command{.operation_code = op::get_configuration,
            .name = "GET CONFIGURATION",
            .gates = {.passes_attention = true, .passes_reservation = true, .busy = Busy::allowed},
            .allocation_length = get_configuration_cdb::allocation_length::get,
            .run = get_configuration},
    Command{.operation_code = op::get_event_status_notification,
            .name = "GET EVENT STATUS NOTIFICATION",
            .gates = {.passes_attention = true, .passes_reservation = true, .busy = Busy::allowed},
            .allocation_length = get_event_status_notification_cdb::allocation_length::get,
            .run = get_event_status_notification},
    Command{.operation_code = op::read_disc_information,
            .name = "READ DISC INFORMATION",
            .gates = {.needs_medium = always},
            .allocation_length = read_disc_information_cdb::allocation_length::get,
            .run = read_disc_information},
    Command{.operation_code = op::read_track_information,
            .name = "READ TRACK INFORMATION",
            .gates = {.needs_medium = always},
            .allocation_length = read_track_information_cdb::allocation_length::get,
            .run = read_track_information},
    Command{.operation_code = op::reserve_track,
            .name = "RESERVE TRACK",
            .gates = {.needs_medium = always},
            .is_offered = writes,
            .run = reserve_track},
    Command{.operation_code = op::send_opc_information,
            .name = "SEND OPC INFORMATION",
            .gates = {.needs_medium = always},
            .parameter_list_length = send_opc_information_cdb::parameter_list_length::get,
            .is_offered = writes,
            .run = send_opc_information},
    Command{.operation_code = op::mode_select_10,
            .name = "MODE SELECT (10)",
            .parameter_list_length = mode_select_10_cdb::parameter_list_length::get,
            .run = mode_select_10},
    Command{.operation_code = op::reserve_10, .name = "RESERVE (10)", .run = reserve_unit},
    Command{.operation_code = op::release_10,
            .name = "RELEASE (10)",
            .gates = {.passes_reservation = true},
            .run = release_unit},
    Command{.operation_code = op::mode_sense_10,
            .name = "MODE SENSE (10)",
            .allocation_length = mode_sense_10_cdb::allocation_length::get,
            .run = mode_sense_10},
    Command{.operation_code = op::close_track_session,
            .name = "CLOSE TRACK/SESSION",
            .gates = {.needs_medium = always},
            .is_offered = writes,
            .run = close_track_session},
    Command{.operation_code = op::read_buffer_capacity,
            .name = "READ BUFFER CAPACITY",
            .gates = {.busy = Busy::allowed},
            .allocation_length = read_buffer_capacity_cdb::allocation_length::get,
            .is_offered = writes,
            .run = read_buffer_capacity},
    Command{.operation_code = op::send_cue_sheet,
            .name = "SEND CUE SHEET",
            .gates = {.needs_medium = always},
            .parameter_list_length = send_cue_sheet_cdb::cue_sheet_size::get,
            .is_offered = writes_sessions,
            .run = send_cue_sheet},
    Command{.operation_code = op::service_action_in_16,
            .service_action = service_action::read_capacity_16,
            .name = "READ CAPACITY (16)",
            .gates = {.needs_medium = always},
            .allocation_length = read_capacity_16_cdb::allocation_length::get,
            .run = read_capacity_16},
    Command{.operation_code = op::report_luns,
            .name = "REPORT LUNS",
            .gates = {.answers_for_absent_unit = true,
                      .passes_attention = true,
                      .passes_reservation = true,
                      .busy = Busy::allowed},
            .allocation_length = report_luns_cdb::allocation_length::get,
            .run = report_luns},
    Command{.operation_code = op::blank,
            .name = "BLANK",
            .gates = {.needs_medium = always, .strictly_reserved = blank_reserved},
            .is_offered = blanks,
            .run = blank},
    Command{.operation_code = op::read_12,
            .name = "READ (12)",
            .gates = {.needs_medium = always},
            .blocks = blocks_of_read_12,
            .run = read_12},
    Command{.operation_code = op::write_12,
            .name = "WRITE (12)",
            .gates = {.needs_medium = always},
            .blocks = blocks_of_write_12,
            .is_offered = writes,
            .run = write_12},
    Command{.operation_code = op::get_performance,
            .name = "GET PERFORMANCE",
            .gates = {.needs_medium = always},
            .run = get_performance},
    Command{.operation_code = op::read_disc_structure,
            .name = "READ DISC STRUCTURE",
            .gates = {.needs_medium = read_disc_structure_needs_medium},
            .allocation_length = read_disc_structure_cdb::allocation_length::get,
            .is_offered = reads_dvd_or_bd,
            .run = read_disc_structure},
    Command{.operation_code = op::set_streaming,
            .name = "SET STREAMING",
            .parameter_list_length = set_streaming_cdb::parameter_list_length::get,
            .run = set_streaming},
    Command{.operation_code = op::set_cd_speed, .name = "SET CD SPEED", .run = set_cd_speed},
    Command{.operation_code = op::mechanism_status,
            .name = "MECHANISM STATUS",
            .gates = {.busy = Busy::allowed},
            .allocation_length = mechanism_status_cdb::allocation_length::get,
            .run = mechanism_status},
    Command{.operation_code = op::send_disc_structure,
            .name = "SEND DISC STRUCTURE",
            .gates = {.needs_medium = always},
            .parameter_list_length = send_disc_structure_cdb::structure_data_length::get,
            .is_offered = protects,
            .run = send_disc_structure},
};

// An operation code stands once, or several times with different service actions.
constexpr bool comes_before(const Command& left, const Command& right) {
  if (left.operation_code != right.operation_code) return left.operation_code < right.operation_code;
  return left.service_action && right.service_action && *left.service_action < *right.service_action;
}

constexpr bool ascending_without_repeats(std::span<const Command> rows) {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (!comes_before(rows[i - 1], rows[i])) return false;
  }
  return true;
}
static_assert(ascending_without_repeats(commands));

bool is_for(const Command& command, const scsi::Cdb& cdb) {
  return !command.service_action || *command.service_action == read_capacity_16_cdb::service_action::get(cdb);
}

}  // namespace

std::span<const Command> all_commands() { return commands; }

const Command* find_command(const scsi::Cdb& cdb, const drive::DriveProfile& profile) {
  auto row = std::ranges::lower_bound(commands, cdb.operation_code(), {}, &Command::operation_code);
  while (row != commands.end() && row->operation_code == cdb.operation_code() && !is_for(*row, cdb)) ++row;
  if (row == commands.end() || row->operation_code != cdb.operation_code()) return nullptr;
  if (row->is_offered != nullptr && !row->is_offered(profile)) return nullptr;
  return &*row;
}

}  // namespace emulator::mmc
