#include "emulator/mmc/execute.h"

#include <algorithm>
#include <bit>

#include "emulator/mmc/cdb_usage.h"
#include "emulator/mmc/command_table.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

using Refusal = std::optional<scsi::Reply>;

Refusal refuse(const scsi::Sense& sense) { return scsi::check_condition(sense); }

// The first bit that has to be zero and is not.
std::optional<scsi::Sense> reserved_bit(const CdbMask& reserved, const scsi::Cdb& cdb) {
  for (std::size_t byte = 1; byte < cdb.bytes.size(); ++byte) {
    const auto wrong = static_cast<std::uint8_t>(cdb.bytes[byte] & reserved[byte - 1]);
    if (wrong == 0) continue;
    return scsi::invalid_cdb_field(static_cast<std::uint16_t>(byte),
                                   static_cast<std::uint8_t>(std::bit_width(wrong) - 1));
  }
  return std::nullopt;
}

// An auto contingent allegiance is not offered: NORMACA is clear in INQUIRY data. SAM-5, CONTROL byte, NACA bit. The
// other bits are not looked at: READ TOC once kept its format there.
std::optional<scsi::Sense> contingent_allegiance(const scsi::Cdb& cdb) {
  constexpr std::uint8_t naca = 2;
  const auto byte = static_cast<std::uint16_t>(cdb_length(cdb.operation_code()) - 1);
  if ((cdb.bytes[byte] >> naca & 1) == 0) return std::nullopt;
  return scsi::invalid_cdb_field(byte, naca);
}

bool keeps_out(drive::Drive& drive, const scsi::Request& request, const Gates& gates) {
  const drive::PersistentReservation& held = drive.persistent_reservation();
  return held.type() && !held.allows(drive.initiator_port(request.nexus), gates.access(request.cdb));
}

// SPC-4, INVALID FIELD IN CDB: the operation code is there, the service action is not.
scsi::Sense unknown_command(const drive::Drive& drive, const scsi::Cdb& cdb) {
  const bool has_code = std::ranges::any_of(all_commands(), [&](const Command& command) {
    return command.operation_code == cdb.operation_code() && is_offered(command, drive.profile());
  });
  return has_code ? scsi::invalid_cdb_field(1, 4) : scsi::sense::invalid_command_operation_code;
}

// The gates in the standard's order; a command without a row has gates that let nothing pass, so that a host learns of
// an attention or a reservation first. SPC-4, Unit attention condition; MMC-6, Ready status and error reporting.
Refusal stopped_at_gate(drive::Drive& drive, const Command* command, const scsi::Request& request, base::Instant now) {
  const Gates gates = command == nullptr ? Gates{} : command->gates;
  if (!scsi::is_logical_unit_0(request.lun)) {
    if (gates.answers_for_absent_unit) return std::nullopt;
    return refuse(scsi::sense::logical_unit_not_supported);
  }
  if (!gates.passes_attention) {
    if (const auto attention = drive.attentions().take(request.nexus)) return refuse(*attention);
  }
  if (!gates.passes_reservation && drive.reserved_by().value_or(request.nexus) != request.nexus) {
    return scsi::Reply{.status = scsi::Status::reservation_conflict};
  }
  if (keeps_out(drive, request, gates)) {
    return scsi::Reply{.status = scsi::Status::reservation_conflict};
  }
  if (command == nullptr) return refuse(unknown_command(drive, request.cdb));
  if (gates.busy == Busy::blocked && drive.background()) return refuse(drive.background()->sense(now));
  if (gates.needs_medium(request.cdb) && drive.medium() == nullptr) return refuse(not_ready(drive));
  if (const auto bit = reserved_bit(gates.strictly_reserved, request.cdb)) return refuse(*bit);
  if (const auto bit = contingent_allegiance(request.cdb)) return refuse(*bit);
  return std::nullopt;
}

// The only place where a reply is cut. SPC-4, Allocation length: what does not fit is not an error.
void truncate(scsi::Reply& reply, const Command& command, const scsi::Cdb& cdb) {
  if (command.allocation_length == nullptr) return;
  scsi::truncate(reply.segments, command.allocation_length(cdb));
}

// How much of the data-out the command needed. What came beyond is left, which is not an error either.
void count_data_out(scsi::Reply& reply, const Command& command, const scsi::Request& request) {
  if (reply.data_out_taken) return;
  const std::uint64_t length =
      command.parameter_list_length == nullptr ? 0 : command.parameter_list_length(request.cdb);
  reply.data_out_taken = std::min<std::uint64_t>(length, request.data_out.size());
}

scsi::Reply run(drive::Drive& drive, const Command* command, const scsi::Request& request, base::Instant now) {
  if (Refusal refusal = stopped_at_gate(drive, command, request, now)) return *std::move(refusal);
  scsi::Outcome outcome = command->run(drive, request, now);
  if (!outcome) return scsi::check_condition(outcome.error());
  truncate(*outcome, *command, request.cdb);
  count_data_out(*outcome, *command, request);
  return *std::move(outcome);
}

std::optional<drive::Fault> meet_fault(drive::Drive& drive, const Command* command, const scsi::Cdb& cdb) {
  drive::Attempt attempt{.operation_code = cdb.operation_code()};
  if (command != nullptr && command->blocks != nullptr) attempt.range = command->blocks(cdb);
  return drive.faults().meet(attempt, drive.chance());
}

void corrupt(std::vector<scsi::Segment>& segments, std::size_t offset) {
  base::ByteBuffer bytes = scsi::gather(segments);
  if (offset >= bytes.size()) return;
  bytes[offset] = static_cast<std::uint8_t>(~bytes[offset]);
  segments.clear();
  segments.emplace_back(std::move(bytes));
}

scsi::Reply run_with_fault(drive::Drive& drive, const Command* command, const scsi::Request& request,
                           base::Instant now) {
  const std::optional<drive::Fault> fault = meet_fault(drive, command, request.cdb);
  if (!fault) return run(drive, command, request, now);
  if (const auto* fail = std::get_if<drive::Fail>(&*fault)) return scsi::check_condition(fail->sense);
  if (std::holds_alternative<drive::PowerLoss>(*fault)) return {.fate = scsi::Fate::power_is_lost};
  scsi::Reply reply = run(drive, command, request, now);
  if (std::holds_alternative<drive::DropConnection>(*fault)) reply.fate = scsi::Fate::connection_is_lost;
  if (const auto* delay = std::get_if<drive::Delay>(&*fault)) reply.busy_for += delay->by;
  if (const auto* damage = std::get_if<drive::Corrupt>(&*fault)) corrupt(reply.segments, damage->offset);
  return reply;
}

bool is_at_work(const drive::Drive& drive) {
  return drive.background() || std::holds_alternative<drive::Loading>(drive.load_state());
}

// Work under IMMED has been reported as done by this answer, so this answer has to be true after a power loss.
void wait_for_disk(drive::Drive& drive, scsi::Reply& reply) {
  const auto epoch = drive.take_durable_epoch();
  if (!epoch) return;
  reply.durable_after = std::max(reply.durable_after.value_or(*epoch), *epoch);
}

}  // namespace

scsi::Sense not_ready(const drive::Drive& drive) {
  const drive::LoadState& state = drive.load_state();
  if (std::holds_alternative<drive::Loading>(state)) return scsi::sense::logical_unit_is_in_process_of_becoming_ready;
  if (drive.profile().quirks.tells_no_tray_position) return scsi::sense::medium_not_present;
  if (std::holds_alternative<drive::TrayOpen>(state)) return scsi::sense::medium_not_present_tray_open;
  return scsi::sense::medium_not_present_tray_closed;
}

scsi::Reply execute(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  drive.advance(now);
  const bool found_at_work = is_at_work(drive);
  const Command* command = find_command(request.cdb, drive.profile());
  scsi::Reply reply = run_with_fault(drive, command, request, now);
  if (reply.fate == scsi::Fate::power_is_lost) return reply;  // nothing that is at work ends, or reaches the disk
  if (drive.mode_parameters().control.descriptor_sense) reply.sense_format = scsi::SenseFormat::descriptor;
  if (found_at_work) drive.polled();
  if (reply.busy_for.count() > 0) drive.occupy_until(now + reply.busy_for);
  wait_for_disk(drive, reply);
  return reply;
}

}  // namespace emulator::mmc
