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
#include "emulator/mmc/commands/log_sense.h"
#include "emulator/mmc/commands/log_sense_layout.h"
#include "emulator/mmc/commands/mechanism_status.h"
#include "emulator/mmc/commands/mechanism_status_layout.h"
#include "emulator/mmc/commands/mode_select.h"
#include "emulator/mmc/commands/mode_select_layout.h"
#include "emulator/mmc/commands/mode_sense.h"
#include "emulator/mmc/commands/mode_sense_layout.h"
#include "emulator/mmc/commands/persistent_reserve_in.h"
#include "emulator/mmc/commands/persistent_reserve_layout.h"
#include "emulator/mmc/commands/persistent_reserve_out.h"
#include "emulator/mmc/commands/prevent_allow_medium_removal.h"
#include "emulator/mmc/commands/prevent_allow_medium_removal_layout.h"
#include "emulator/mmc/commands/read.h"
#include "emulator/mmc/commands/read_buffer_capacity.h"
#include "emulator/mmc/commands/read_buffer_capacity_layout.h"
#include "emulator/mmc/commands/read_capacity.h"
#include "emulator/mmc/commands/read_capacity_layout.h"
#include "emulator/mmc/commands/read_cd.h"
#include "emulator/mmc/commands/read_cd_layout.h"
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
#include "emulator/mmc/commands/read_write_buffer.h"
#include "emulator/mmc/commands/read_write_buffer_layout.h"
#include "emulator/mmc/commands/report_key.h"
#include "emulator/mmc/commands/report_key_layout.h"
#include "emulator/mmc/commands/report_luns.h"
#include "emulator/mmc/commands/report_luns_layout.h"
#include "emulator/mmc/commands/report_supported_operation_codes.h"
#include "emulator/mmc/commands/report_supported_operation_codes_layout.h"
#include "emulator/mmc/commands/request_sense.h"
#include "emulator/mmc/commands/request_sense_layout.h"
#include "emulator/mmc/commands/reserve_release.h"
#include "emulator/mmc/commands/reserve_track.h"
#include "emulator/mmc/commands/seek.h"
#include "emulator/mmc/commands/send_cue_sheet.h"
#include "emulator/mmc/commands/send_cue_sheet_layout.h"
#include "emulator/mmc/commands/send_diagnostic.h"
#include "emulator/mmc/commands/send_disc_structure.h"
#include "emulator/mmc/commands/send_disc_structure_layout.h"
#include "emulator/mmc/commands/send_opc_information.h"
#include "emulator/mmc/commands/send_opc_information_layout.h"
#include "emulator/mmc/commands/set_cd_speed.h"
#include "emulator/mmc/commands/set_streaming.h"
#include "emulator/mmc/commands/set_streaming_layout.h"
#include "emulator/mmc/commands/start_stop_unit.h"
#include "emulator/mmc/commands/start_stop_unit_layout.h"
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
  const auto overwrites = [&](media::ProfileNumber number) {
    return media::is_overwritable(number) || number == media::ProfileNumber::dvd_minus_rw_restricted_overwrite;
  };
  return profile.writes(drive::Family::bd) || std::ranges::any_of(profile.profiles, overwrites);
}
bool blanks(const drive::DriveProfile& profile) { return profile.writes(media::ProfileNumber::cd_rw); }
bool protects(const drive::DriveProfile& profile) { return profile.writes(media::ProfileNumber::dvd_ram); }
bool reads_cd(const drive::DriveProfile& profile) { return profile.reads(drive::Family::cd); }
bool reads_dvd(const drive::DriveProfile& profile) { return profile.reads(drive::Family::dvd); }
bool reads_dvd_or_bd(const drive::DriveProfile& profile) {
  return profile.reads(drive::Family::dvd) || profile.reads(drive::Family::bd);
}

// To make the disc turn and to let it go again changes nothing for whoever holds the drive.
drive::Access access_of_start_stop_unit(const scsi::Cdb& cdb) {
  namespace layout = start_stop_unit_cdb;
  const bool only_starts = layout::start::get(cdb) != 0 && layout::loej::get(cdb) == 0;
  return only_starts && layout::power_conditions::get(cdb) == 0 ? drive::Access::none : drive::Access::changes;
}
drive::Access access_of_prevent_allow(const scsi::Cdb& cdb) {
  const bool prevents = prevent_allow_medium_removal_cdb::prevent::get(cdb) != 0;
  return prevents ? drive::Access::changes : drive::Access::none;
}

// MMC-6, FORMAT UNIT command: the first three bits, and the bytes that once held an interleave.
constexpr CdbMask format_unit_reserved{0xE0, 0xFF, 0xFF, 0xFF};

constexpr std::array commands{
    Command{.operation_code = op::test_unit_ready,
            .name = "TEST UNIT READY",
            .gates = {.needs_medium = always, .access = touches_nothing},
            .run = test_unit_ready},
    Command{.operation_code = op::rezero_unit,
            .name = "REZERO UNIT",
            .gates = {.needs_medium = always, .access = reads},
            .run = rezero_unit},
    Command{.operation_code = op::request_sense,
            .name = "REQUEST SENSE",
            .gates = {.answers_for_absent_unit = true,
                      .passes_attention = true,
                      .passes_reservation = true,
                      .busy = Busy::allowed,
                      .access = touches_nothing},
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
                      .busy = Busy::allowed,
                      .access = touches_nothing},
            .allocation_length = inquiry_cdb::allocation_length::get,
            .run = inquiry},
    Command{.operation_code = op::mode_select_6,
            .name = "MODE SELECT (6)",
            .parameter_list_length = mode_select_6_cdb::parameter_list_length::get,
            .run = mode_select_6},
    Command{.operation_code = op::reserve_6,
            .name = "RESERVE (6)",
            .gates = {.access = touches_nothing},
            .run = reserve_unit},
    Command{.operation_code = op::release_6,
            .name = "RELEASE (6)",
            .gates = {.passes_reservation = true, .access = touches_nothing},
            .run = release_unit},
    Command{.operation_code = op::mode_sense_6,
            .name = "MODE SENSE (6)",
            .allocation_length = mode_sense_6_cdb::allocation_length::get,
            .run = mode_sense_6},
    Command{.operation_code = op::start_stop_unit,
            .name = "START STOP UNIT",
            .gates = {.access = access_of_start_stop_unit},
            .run = start_stop_unit},
    Command{.operation_code = op::send_diagnostic, .name = "SEND DIAGNOSTIC", .run = send_diagnostic},
    Command{.operation_code = op::prevent_allow_medium_removal,
            .name = "PREVENT ALLOW MEDIUM REMOVAL",
            .gates = {.busy = Busy::allowed, .access = access_of_prevent_allow},
            .run = prevent_allow_medium_removal},
    Command{.operation_code = op::read_format_capacities,
            .name = "READ FORMAT CAPACITIES",
            .gates = {.access = touches_nothing},
            .allocation_length = read_format_capacities_cdb::allocation_length::get,
            .run = read_format_capacities},
    Command{.operation_code = op::read_capacity_10,
            .name = "READ CAPACITY (10)",
            .gates = {.needs_medium = always, .access = touches_nothing},
            .run = read_capacity_10},
    Command{.operation_code = op::read_10,
            .name = "READ (10)",
            .gates = {.needs_medium = always, .access = reads},
            .blocks = blocks_of_read_10,
            .run = read_10},
    Command{.operation_code = op::write_10,
            .name = "WRITE (10)",
            .gates = {.needs_medium = always},
            .blocks = blocks_of_write_10,
            .is_offered = writes,
            .run = write_10},
    Command{.operation_code = op::seek_10,
            .name = "SEEK (10)",
            .gates = {.needs_medium = always, .access = reads},
            .run = seek_10},
    Command{.operation_code = op::write_and_verify_10,
            .name = "WRITE AND VERIFY (10)",
            .gates = {.needs_medium = always},
            .blocks = blocks_of_write_and_verify_10,
            .is_offered = writes,
            .run = write_and_verify_10},
    Command{.operation_code = op::verify_10,
            .name = "VERIFY (10)",
            .gates = {.needs_medium = always, .access = reads},
            .blocks = blocks_of_verify_10,
            .run = verify_10},
    Command{.operation_code = op::synchronize_cache_10,
            .name = "SYNCHRONIZE CACHE (10)",
            .gates = {.needs_medium = always},
            .run = synchronize_cache_10},
    Command{.operation_code = op::write_buffer,
            .name = "WRITE BUFFER",
            .parameter_list_length = write_buffer_cdb::parameter_list_length::get,
            .run = write_buffer},
    Command{.operation_code = op::read_buffer,
            .name = "READ BUFFER",
            .allocation_length = read_buffer_cdb::allocation_length::get,
            .run = read_buffer},
    Command{.operation_code = op::read_toc,
            .name = "READ TOC/PMA/ATIP",
            .gates = {.needs_medium = always, .access = reads},
            .allocation_length = read_toc_cdb::allocation_length::get,
            .run = read_toc},
    Command{.operation_code = op::read_header,
            .name = "READ HEADER",
            .gates = {.needs_medium = always, .access = reads},
            .allocation_length = read_header_cdb::allocation_length::get,
            .is_offered = reads_cd,
            .run = read_header},
    Command{.operation_code = op::get_configuration,
            .name = "GET CONFIGURATION",
            .gates = {.passes_attention = true,
                      .passes_reservation = true,
                      .busy = Busy::allowed,
                      .access = touches_nothing},
            .allocation_length = get_configuration_cdb::allocation_length::get,
            .run = get_configuration},
    Command{.operation_code = op::get_event_status_notification,
            .name = "GET EVENT STATUS NOTIFICATION",
            .gates = {.passes_attention = true,
                      .passes_reservation = true,
                      .busy = Busy::allowed,
                      .access = touches_nothing},
            .allocation_length = get_event_status_notification_cdb::allocation_length::get,
            .run = get_event_status_notification},
    Command{.operation_code = op::log_sense,
            .name = "LOG SENSE",
            .gates = {.access = touches_nothing},
            .allocation_length = log_sense_cdb::allocation_length::get,
            .run = log_sense},
    Command{.operation_code = op::read_disc_information,
            .name = "READ DISC INFORMATION",
            .gates = {.needs_medium = always, .access = reads},
            .allocation_length = read_disc_information_cdb::allocation_length::get,
            .run = read_disc_information},
    Command{.operation_code = op::read_track_information,
            .name = "READ TRACK INFORMATION",
            .gates = {.needs_medium = always, .access = reads},
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
    Command{.operation_code = op::reserve_10,
            .name = "RESERVE (10)",
            .gates = {.access = touches_nothing},
            .run = reserve_unit},
    Command{.operation_code = op::release_10,
            .name = "RELEASE (10)",
            .gates = {.passes_reservation = true, .access = touches_nothing},
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
            .gates = {.busy = Busy::allowed, .access = reads},
            .allocation_length = read_buffer_capacity_cdb::allocation_length::get,
            .is_offered = writes,
            .run = read_buffer_capacity},
    Command{.operation_code = op::send_cue_sheet,
            .name = "SEND CUE SHEET",
            .gates = {.needs_medium = always},
            .parameter_list_length = send_cue_sheet_cdb::cue_sheet_size::get,
            .is_offered = writes_sessions,
            .run = send_cue_sheet},
    Command{.operation_code = op::persistent_reserve_in,
            .service_action = reserve_in_action::read_keys,
            .name = "PERSISTENT RESERVE IN, READ KEYS",
            .gates = {.busy = Busy::allowed, .access = touches_nothing},
            .allocation_length = persistent_reserve_in_cdb::allocation_length::get,
            .run = read_keys},
    Command{.operation_code = op::persistent_reserve_in,
            .service_action = reserve_in_action::read_reservation,
            .name = "PERSISTENT RESERVE IN, READ RESERVATION",
            .gates = {.busy = Busy::allowed, .access = touches_nothing},
            .allocation_length = persistent_reserve_in_cdb::allocation_length::get,
            .run = read_reservation},
    Command{.operation_code = op::persistent_reserve_in,
            .service_action = reserve_in_action::report_capabilities,
            .name = "PERSISTENT RESERVE IN, REPORT CAPABILITIES",
            .gates = {.busy = Busy::allowed, .access = touches_nothing},
            .allocation_length = persistent_reserve_in_cdb::allocation_length::get,
            .run = report_capabilities},
    Command{.operation_code = op::persistent_reserve_in,
            .service_action = reserve_in_action::read_full_status,
            .name = "PERSISTENT RESERVE IN, READ FULL STATUS",
            .gates = {.busy = Busy::allowed, .access = touches_nothing},
            .allocation_length = persistent_reserve_in_cdb::allocation_length::get,
            .run = read_full_status},
    Command{.operation_code = op::persistent_reserve_out,
            .service_action = reserve_action::register_key,
            .name = "PERSISTENT RESERVE OUT, REGISTER",
            .gates = {.busy = Busy::allowed, .access = touches_nothing},
            .parameter_list_length = persistent_reserve_out_cdb::parameter_list_length::get,
            .run = persistent_reserve_out},
    Command{.operation_code = op::persistent_reserve_out,
            .service_action = reserve_action::reserve,
            .name = "PERSISTENT RESERVE OUT, RESERVE",
            .gates = {.busy = Busy::allowed, .access = touches_nothing},
            .parameter_list_length = persistent_reserve_out_cdb::parameter_list_length::get,
            .run = persistent_reserve_out},
    Command{.operation_code = op::persistent_reserve_out,
            .service_action = reserve_action::release,
            .name = "PERSISTENT RESERVE OUT, RELEASE",
            .gates = {.busy = Busy::allowed, .access = touches_nothing},
            .parameter_list_length = persistent_reserve_out_cdb::parameter_list_length::get,
            .run = persistent_reserve_out},
    Command{.operation_code = op::persistent_reserve_out,
            .service_action = reserve_action::clear,
            .name = "PERSISTENT RESERVE OUT, CLEAR",
            .gates = {.busy = Busy::allowed, .access = touches_nothing},
            .parameter_list_length = persistent_reserve_out_cdb::parameter_list_length::get,
            .run = persistent_reserve_out},
    Command{.operation_code = op::persistent_reserve_out,
            .service_action = reserve_action::preempt,
            .name = "PERSISTENT RESERVE OUT, PREEMPT",
            .gates = {.busy = Busy::allowed, .access = touches_nothing},
            .parameter_list_length = persistent_reserve_out_cdb::parameter_list_length::get,
            .run = persistent_reserve_out},
    Command{.operation_code = op::persistent_reserve_out,
            .service_action = reserve_action::register_and_ignore_existing_key,
            .name = "PERSISTENT RESERVE OUT, REGISTER AND IGNORE EXISTING KEY",
            .gates = {.busy = Busy::allowed, .access = touches_nothing},
            .parameter_list_length = persistent_reserve_out_cdb::parameter_list_length::get,
            .run = persistent_reserve_out},
    Command{.operation_code = op::service_action_in_16,
            .service_action = service_action::read_capacity_16,
            .name = "READ CAPACITY (16)",
            .gates = {.needs_medium = always, .access = touches_nothing},
            .allocation_length = read_capacity_16_cdb::allocation_length::get,
            .run = read_capacity_16},
    Command{.operation_code = op::report_luns,
            .name = "REPORT LUNS",
            .gates = {.answers_for_absent_unit = true,
                      .passes_attention = true,
                      .passes_reservation = true,
                      .busy = Busy::allowed,
                      .access = touches_nothing},
            .allocation_length = report_luns_cdb::allocation_length::get,
            .run = report_luns},
    Command{.operation_code = op::blank,
            .name = "BLANK",
            .gates = {.needs_medium = always, .strictly_reserved = blank_reserved},
            .is_offered = blanks,
            .run = blank},
    Command{.operation_code = op::maintenance_in,
            .service_action = service_action::report_supported_operation_codes,
            .name = "REPORT SUPPORTED OPERATION CODES",
            .gates = {.access = touches_nothing},
            .allocation_length = report_supported_operation_codes_cdb::allocation_length::get,
            .run = report_supported_operation_codes},
    Command{.operation_code = op::report_key,
            .service_action = service_action::none,
            .name = "REPORT KEY",
            .gates = {.access = reads},
            .allocation_length = report_key_cdb::allocation_length::get,
            .is_offered = reads_dvd,
            .run = report_key},
    Command{.operation_code = op::load_unload_medium, .name = "LOAD/UNLOAD MEDIUM", .run = load_unload_medium},
    Command{.operation_code = op::set_read_ahead,
            .name = "SET READ AHEAD",
            .gates = {.needs_medium = always, .access = reads},
            .run = set_read_ahead},
    Command{.operation_code = op::read_12,
            .name = "READ (12)",
            .gates = {.needs_medium = always, .access = reads},
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
            .gates = {.needs_medium = always, .access = reads},
            .run = get_performance},
    Command{.operation_code = op::read_disc_structure,
            .name = "READ DISC STRUCTURE",
            .gates = {.needs_medium = read_disc_structure_needs_medium, .access = reads},
            .allocation_length = read_disc_structure_cdb::allocation_length::get,
            .is_offered = reads_dvd_or_bd,
            .run = read_disc_structure},
    Command{.operation_code = op::verify_12,
            .name = "VERIFY (12)",
            .gates = {.needs_medium = always, .access = reads},
            .blocks = blocks_of_verify_12,
            .run = verify_12},
    Command{.operation_code = op::set_streaming,
            .name = "SET STREAMING",
            .parameter_list_length = set_streaming_cdb::parameter_list_length::get,
            .run = set_streaming},
    Command{.operation_code = op::read_cd_msf,
            .name = "READ CD MSF",
            .gates = {.needs_medium = always, .access = reads},
            .blocks = blocks_of_read_cd_msf,
            .is_offered = reads_cd,
            .run = read_cd_msf},
    Command{.operation_code = op::set_cd_speed, .name = "SET CD SPEED", .run = set_cd_speed},
    Command{.operation_code = op::mechanism_status,
            .name = "MECHANISM STATUS",
            .gates = {.busy = Busy::allowed, .access = touches_nothing},
            .allocation_length = mechanism_status_cdb::allocation_length::get,
            .run = mechanism_status},
    Command{.operation_code = op::read_cd,
            .name = "READ CD",
            .gates = {.needs_medium = always, .access = reads},
            .blocks = blocks_of_read_cd,
            .is_offered = reads_cd,
            .run = read_cd},
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

// SPC-4, Service action: in the same place of every CDB that has one.
using service_action_field = base::Bits<1, 4, 0>;

bool is_for(const Command& command, const scsi::Cdb& cdb) {
  return !command.service_action || *command.service_action == service_action_field::get(cdb);
}

}  // namespace

std::span<const Command> all_commands() { return commands; }

bool is_offered(const Command& command, const drive::DriveProfile& profile) {
  return command.is_offered == nullptr || command.is_offered(profile);
}

const Command* find_command(const scsi::Cdb& cdb, const drive::DriveProfile& profile) {
  auto row = std::ranges::lower_bound(commands, cdb.operation_code(), {}, &Command::operation_code);
  while (row != commands.end() && row->operation_code == cdb.operation_code() && !is_for(*row, cdb)) ++row;
  if (row == commands.end() || row->operation_code != cdb.operation_code()) return nullptr;
  return is_offered(*row, profile) ? &*row : nullptr;
}

}  // namespace emulator::mmc
