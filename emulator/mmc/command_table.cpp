#include "emulator/mmc/command_table.h"

#include <algorithm>
#include <array>

#include "emulator/mmc/commands/close_track_session.h"
#include "emulator/mmc/commands/inquiry.h"
#include "emulator/mmc/commands/inquiry_layout.h"
#include "emulator/mmc/commands/prevent_allow_medium_removal.h"
#include "emulator/mmc/commands/read.h"
#include "emulator/mmc/commands/read_capacity.h"
#include "emulator/mmc/commands/read_capacity_layout.h"
#include "emulator/mmc/commands/report_luns.h"
#include "emulator/mmc/commands/report_luns_layout.h"
#include "emulator/mmc/commands/request_sense.h"
#include "emulator/mmc/commands/request_sense_layout.h"
#include "emulator/mmc/commands/reserve_release.h"
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
    Command{.operation_code = op::inquiry,
            .name = "INQUIRY",
            .gates = {.answers_for_absent_unit = true,
                      .passes_attention = true,
                      .passes_reservation = true,
                      .busy = Busy::allowed},
            .allocation_length = inquiry_cdb::allocation_length::get,
            .run = inquiry},
    Command{.operation_code = op::reserve_6, .name = "RESERVE (6)", .run = reserve_unit},
    Command{.operation_code = op::release_6,
            .name = "RELEASE (6)",
            .gates = {.passes_reservation = true},
            .run = release_unit},
    Command{.operation_code = op::start_stop_unit, .name = "START STOP UNIT", .run = start_stop_unit},
    Command{.operation_code = op::prevent_allow_medium_removal,
            .name = "PREVENT ALLOW MEDIUM REMOVAL",
            .gates = {.busy = Busy::allowed},
            .run = prevent_allow_medium_removal},
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
    Command{.operation_code = op::verify_10,
            .name = "VERIFY (10)",
            .gates = {.needs_medium = always},
            .blocks = blocks_of_verify_10,
            .run = verify_10},
    Command{.operation_code = op::synchronize_cache_10,
            .name = "SYNCHRONIZE CACHE (10)",
            .gates = {.needs_medium = always},
            .run = synchronize_cache_10},
    Command{.operation_code = op::reserve_10, .name = "RESERVE (10)", .run = reserve_unit},
    Command{.operation_code = op::release_10,
            .name = "RELEASE (10)",
            .gates = {.passes_reservation = true},
            .run = release_unit},
    Command{.operation_code = op::close_track_session,
            .name = "CLOSE TRACK/SESSION",
            .gates = {.needs_medium = always},
            .is_offered = writes,
            .run = close_track_session},
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
