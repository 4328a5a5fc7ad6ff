#include "emulator/mmc/commands/report_supported_operation_codes.h"

#include <algorithm>

#include "emulator/mmc/cdb_usage.h"
#include "emulator/mmc/command_table.h"
#include "emulator/mmc/commands/report_supported_operation_codes_layout.h"
#include "emulator/mmc/operation_codes.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

namespace cdb = report_supported_operation_codes_cdb;

// SPC-4, REPORT SUPPORTED OPERATION CODES command, REPORTING OPTIONS field and SUPPORT field.
enum class Option : std::uint8_t { all = 0, by_operation_code = 1, by_service_action = 2, either = 3 };
enum class Support : std::uint8_t { none = 1, as_the_standard_says = 3 };

// How long a command may take the drive does not tell: both times are 0.
base::ByteBuffer timeouts() {
  base::ByteBuffer bytes(12);
  command_timeouts_descriptor::descriptor_length::set(bytes, bytes.size() - 2);
  return bytes;
}

base::ByteBuffer descriptor_of(const Command& command, bool with_timeouts) {
  namespace layout = command_descriptor;
  base::ByteBuffer bytes(8);
  layout::operation_code::set(bytes, command.operation_code);
  layout::service_action::set(bytes, command.service_action.value_or(service_action::none));
  layout::servactv::set(bytes, has_service_action(command) ? 1 : 0);
  layout::ctdp::set(bytes, with_timeouts ? 1 : 0);
  layout::cdb_length::set(bytes, cdb_length(command.operation_code));
  if (with_timeouts) append(bytes, timeouts());
  return bytes;
}

base::ByteBuffer all_of(const drive::DriveProfile& profile, bool with_timeouts) {
  base::ByteBuffer reply(4);
  for (const Command& command : all_commands()) {
    if (is_offered(command, profile)) append(reply, descriptor_of(command, with_timeouts));
  }
  all_commands_parameter_data_header::command_data_length::set(reply, reply.size() - 4);
  return reply;
}

base::ByteBuffer one(const Command* command, bool with_timeouts) {
  namespace layout = one_command_parameter_data_header;
  base::ByteBuffer reply(4);
  layout::support::set(reply,
                       static_cast<std::uint8_t>(command == nullptr ? Support::none : Support::as_the_standard_says));
  if (command == nullptr) return reply;
  const base::ByteBuffer usage = usage_of(*command);
  layout::ctdp::set(reply, with_timeouts ? 1 : 0);
  layout::cdb_size::set(reply, usage.size());
  append(reply, usage);
  if (with_timeouts) append(reply, timeouts());
  return reply;
}

// The row for an operation code, and for a service action where the code has any.
const Command* find_row(const drive::DriveProfile& profile, std::uint64_t operation_code, std::uint64_t action) {
  const auto rows = all_commands();
  const auto row = std::ranges::find_if(rows, [&](const Command& command) {
    return command.operation_code == operation_code &&
           command.service_action.value_or(service_action::none) == action && is_offered(command, profile);
  });
  return row == rows.end() ? nullptr : &*row;
}

bool any_has_service_action(const drive::DriveProfile& profile, std::uint64_t operation_code) {
  return std::ranges::any_of(all_commands(), [&](const Command& command) {
    return command.operation_code == operation_code && has_service_action(command) && is_offered(command, profile);
  });
}

}  // namespace

scsi::Outcome report_supported_operation_codes(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  const drive::DriveProfile& profile = drive.profile();
  const bool with_timeouts = cdb::rctd::get(request.cdb) != 0;
  const std::uint64_t code = cdb::requested_operation_code::get(request.cdb);
  const std::uint64_t action = cdb::requested_service_action::get(request.cdb);
  const Command* plain = find_row(profile, code, service_action::none);
  const Command* exact = find_row(profile, code, action);
  const bool has_actions = any_has_service_action(profile, code);
  switch (static_cast<Option>(cdb::reporting_options::get(request.cdb))) {
    case Option::all:
      return scsi::data_reply(all_of(profile, with_timeouts));
    case Option::by_operation_code:
      if (has_actions) return std::unexpected(scsi::invalid_cdb_field(2, 2));
      return scsi::data_reply(one(plain, with_timeouts));
    case Option::by_service_action:
      if (!has_actions && plain != nullptr) return std::unexpected(scsi::invalid_cdb_field(2, 2));
      return scsi::data_reply(one(exact, with_timeouts));
    case Option::either:
      return scsi::data_reply(one(exact, with_timeouts));
  }
  return std::unexpected(scsi::invalid_cdb_field(2, 2));
}

}  // namespace emulator::mmc
