// A SCSI command of a Connection, from the command PDU to its status. RFC 7143, SCSI Command to R2T.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/link/iscsi/connection.h"
#include "conformance/link/iscsi/pdu_layout.h"

namespace conformance::link::iscsi {
namespace {

constexpr std::size_t cdb_at = 32;  // RFC 7143, SCSI Command: bytes 32 to 47 hold the CDB

std::unexpected<LinkError> protocol_error(std::string text) {
  return std::unexpected(LinkError{LinkError::Kind::protocol, "the target breaks RFC 7143: " + std::move(text)});
}

std::optional<Residual> residual_of(bool overflow, bool underflow, std::uint64_t count) {
  if (overflow == underflow && overflow) return std::nullopt;
  if ((overflow || underflow) == (count == 0)) return std::nullopt;  // a flag with 0, or a count without a flag
  const auto kind = overflow ? Residual::Kind::overflow : underflow ? Residual::Kind::underflow : Residual::Kind::none;
  return Residual{kind, static_cast<std::uint32_t>(count)};
}

}  // namespace

struct Connection::Task {
  std::uint32_t tag{};
  std::uint64_t lun{};
  base::Bytes data_out;
  std::size_t sent{};        // bytes of data_out the target has got or asked for
  std::size_t room{};        // for data-in
  std::uint32_t numbered{};  // Data-In and R2T PDUs so far
  std::uint32_t r2ts{};
  std::uint32_t data_ins{};
  Deadline deadline{};
  Answer answer{};
  bool is_done{};
};

std::expected<Answer, LinkError> Connection::command(const Command& command, std::uint64_t lun) {
  if (command.expected != 0 && !command.data_out.empty()) {
    return std::unexpected(LinkError{LinkError::Kind::refused, "no MMC command moves data both ways"});
  }
  const auto begin = std::chrono::steady_clock::now();
  Task task{.tag = next_tag_++,
            .lun = lun,
            .data_out = command.data_out,
            .room = command.expected,
            .deadline = begin + command.timeout};
  if (auto sent = send_command(task, command, lun); !sent) return std::unexpected(sent.error());
  while (!task.is_done) {
    auto pdu = next(task.deadline);
    if (!pdu) return std::unexpected(pdu.error());
    if (auto taken = take(task, *pdu); !taken) return std::unexpected(taken.error());
  }
  const Residual residual = task.answer.residual.value_or(Residual{});
  const std::size_t missing = task.room - task.answer.data_in.size();
  const bool is_short = residual.kind == Residual::Kind::underflow ? residual.count != missing : missing != 0;
  if (task.data_out.empty() && is_short) {
    return protocol_error(fmt::format("{} bytes of data-in are missing and the residual count is {}", missing,
                                      residual.kind == Residual::Kind::underflow ? residual.count : 0));
  }
  task.answer.duration =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
  return std::move(task.answer);
}

std::expected<void, LinkError> Connection::send_command(Task& task, const Command& command, std::uint64_t lun) {
  if (auto open = wait_for_window(task.deadline); !open) return open;
  Pdu pdu(Opcode::scsi_command);
  if (command.cdb.size() > pdu.header.size() - cdb_at) {
    return std::unexpected(LinkError{LinkError::Kind::refused, "no MMC command has a CDB above 16 bytes"});
  }
  scsi_command_pdu::read::set(pdu.header, command.expected != 0 ? 1 : 0);
  scsi_command_pdu::write::set(pdu.header, command.data_out.empty() ? 0 : 1);
  scsi_command_pdu::task_attributes::set(pdu.header, 1);  // simple
  basic_header_pdu::logical_unit_number::set(pdu.header, lun);
  basic_header_pdu::initiator_task_tag::set(pdu.header, task.tag);
  scsi_command_pdu::expected_data_transfer_length::set(pdu.header, command.expected + command.data_out.size());
  scsi_command_pdu::cmd_sn::set(pdu.header, cmd_sn_++);
  scsi_command_pdu::exp_stat_sn::set(pdu.header, exp_stat_sn_);
  std::ranges::copy(command.cdb, pdu.header.begin() + cdb_at);
  if (immediate_data_) {
    task.sent = std::min<std::size_t>({command.data_out.size(), first_burst_, target_data_segment_});
    pdu.data.assign(command.data_out.begin(), command.data_out.begin() + static_cast<std::ptrdiff_t>(task.sent));
  }
  return send(socket_, pdu, task.deadline);
}

std::expected<void, LinkError> Connection::take(Task& task, const Pdu& pdu) {
  const auto tag = basic_header_pdu::initiator_task_tag::get(pdu.header);
  if (tag != task.tag) return protocol_error(fmt::format("a PDU with tag {:08X}h that is no task's", tag));
  switch (pdu.opcode()) {
    case Opcode::r2t:
      return take_r2t(task, pdu);
    case Opcode::scsi_data_in:
      return take_data_in(task, pdu);
    case Opcode::scsi_response:
      return take_response(task, pdu);
    default:
      return protocol_error(fmt::format("PDU {:02X}h answers a command", static_cast<unsigned>(pdu.opcode())));
  }
}

std::expected<void, LinkError> Connection::take_r2t(Task& task, const Pdu& pdu) {
  const auto number = r2t_pdu::r2t_sn::get(pdu.header);
  const auto offset = r2t_pdu::buffer_offset::get(pdu.header);
  const auto length = r2t_pdu::desired_data_transfer_length::get(pdu.header);
  if (number != task.r2ts++) return protocol_error(fmt::format("R2TSN is {}, {} was next", number, task.r2ts - 1));
  ++task.numbered;
  if (offset != task.sent) return protocol_error(fmt::format("R2T asks from {}, {} was next", offset, task.sent));
  if (length == 0 || length > max_burst_) {
    return protocol_error(fmt::format("R2T asks for {} bytes, MaxBurstLength is {}", length, max_burst_));
  }
  if (offset + length > task.data_out.size()) {
    return protocol_error(
        fmt::format("R2T asks for bytes to {}, the command has {}", offset + length, task.data_out.size()));
  }
  return send_data_out(task, pdu);
}

std::expected<void, LinkError> Connection::send_data_out(Task& task, const Pdu& r2t) {
  const std::size_t end = task.sent + r2t_pdu::desired_data_transfer_length::get(r2t.header);
  for (std::uint32_t number = 0; task.sent < end; ++number) {
    const std::size_t size = std::min<std::size_t>(end - task.sent, target_data_segment_);
    Pdu pdu(Opcode::scsi_data_out);
    basic_header_pdu::final::set(pdu.header, task.sent + size == end ? 1 : 0);
    basic_header_pdu::logical_unit_number::set(pdu.header, task.lun);
    basic_header_pdu::initiator_task_tag::set(pdu.header, task.tag);
    scsi_data_out_pdu::target_transfer_tag::set(pdu.header, r2t_pdu::target_transfer_tag::get(r2t.header));
    scsi_data_out_pdu::exp_stat_sn::set(pdu.header, exp_stat_sn_);
    scsi_data_out_pdu::data_sn::set(pdu.header, number);
    scsi_data_out_pdu::buffer_offset::set(pdu.header, task.sent);
    const base::Bytes bytes = task.data_out.subspan(task.sent, size);
    pdu.data.assign(bytes.begin(), bytes.end());
    if (auto sent = send(socket_, pdu, task.deadline); !sent) return sent;
    task.sent += size;
  }
  return {};
}

std::expected<void, LinkError> Connection::take_data_in(Task& task, const Pdu& pdu) {
  namespace layout = scsi_data_in_pdu;
  const auto number = layout::data_sn::get(pdu.header);
  const auto offset = layout::buffer_offset::get(pdu.header);
  base::ByteBuffer& data = task.answer.data_in;
  if (number != task.data_ins++) {
    return protocol_error(fmt::format("DataSN is {}, {} was next", number, task.data_ins - 1));
  }
  ++task.numbered;
  if (offset != data.size()) return protocol_error(fmt::format("Data-In at {}, {} was next", offset, data.size()));
  if (pdu.data.empty()) return protocol_error("Data-In without data");
  if (data.size() + pdu.data.size() > task.room) {
    return protocol_error(
        fmt::format("Data-In to {}, the command expects {}", data.size() + pdu.data.size(), task.room));
  }
  if (layout::acknowledge::get(pdu.header) != 0) return protocol_error("Data-In asks for an acknowledge at level 0");
  data.insert(data.end(), pdu.data.begin(), pdu.data.end());
  if (layout::status_bit::get(pdu.header) == 0) return {};
  if (layout::final::get(pdu.header) == 0) return protocol_error("Data-In with status is not final");
  const auto residual =
      residual_of(layout::residual_overflow::get(pdu.header) != 0, layout::residual_underflow::get(pdu.header) != 0,
                  layout::residual_count::get(pdu.header));
  if (!residual) return protocol_error("residual flags and count of Data-In contradict each other");
  task.answer.residual = residual;
  task.answer.status = static_cast<std::uint8_t>(layout::status::get(pdu.header));
  if (task.answer.status == 0x02) return protocol_error("CHECK CONDITION comes in a Data-In, without sense");
  task.is_done = true;
  return {};
}

std::expected<void, LinkError> Connection::take_response(Task& task, const Pdu& pdu) {
  namespace layout = scsi_response_pdu;
  if (const auto response = layout::response::get(pdu.header); response != 0) {
    return protocol_error(fmt::format("it answers a command with response {:02X}h instead of a status", response));
  }
  if (const auto count = layout::exp_data_sn::get(pdu.header); count != task.numbered) {
    return protocol_error(fmt::format("ExpDataSN is {} after {} Data-In and R2T", count, task.numbered));
  }
  const auto residual =
      residual_of(layout::residual_overflow::get(pdu.header) != 0, layout::residual_underflow::get(pdu.header) != 0,
                  layout::residual_count::get(pdu.header));
  if (!residual) return protocol_error("residual flags and count of a SCSI Response contradict each other");
  task.answer.residual = residual;
  task.answer.status = static_cast<std::uint8_t>(layout::status::get(pdu.header));
  if (pdu.data.size() >= sense_data_descriptor::sense_length::end) {
    const std::size_t size = sense_data_descriptor::sense_length::get(pdu.data);
    const base::Bytes sense = base::Bytes(pdu.data).subspan(sense_data_descriptor::sense_length::end);
    if (size > sense.size()) return protocol_error("SenseLength is beyond the data segment");
    task.answer.sense.assign(sense.begin(), sense.begin() + static_cast<std::ptrdiff_t>(size));
  }
  if (task.answer.status == 0x02 && task.answer.sense.empty()) return protocol_error("CHECK CONDITION without sense");
  task.is_done = true;
  return {};
}

}  // namespace conformance::link::iscsi
