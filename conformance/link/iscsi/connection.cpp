#include "conformance/link/iscsi/connection.h"

#include <fmt/format.h>

#include "conformance/link/iscsi/pdu_layout.h"

namespace conformance::link::iscsi {
namespace {

std::unexpected<LinkError> protocol_error(std::string text) {
  return std::unexpected(LinkError{LinkError::Kind::protocol, "the target breaks RFC 7143: " + std::move(text)});
}

// What comes without end and answers nothing never makes the socket wait.
std::expected<void, LinkError> check_time(Deadline deadline) {
  if (std::chrono::steady_clock::now() <= deadline) return {};
  return std::unexpected(LinkError{LinkError::Kind::timed_out, "the target sends much and no answer"});
}

// Serial number arithmetic, RFC 1982: whether `number` lies behind `limit`.
bool is_after(std::uint32_t number, std::uint32_t limit) { return static_cast<std::int32_t>(number - limit) > 0; }

// Whether the PDU uses up a StatSN. RFC 7143, Response/Status Numbering and Acknowledging.
bool consumes_stat_sn(const Pdu& pdu) {
  switch (pdu.opcode()) {
    case Opcode::r2t:
      return false;
    case Opcode::scsi_data_in:
      return scsi_data_in_pdu::status_bit::get(pdu.header) != 0;
    case Opcode::nop_in:
      return basic_header_pdu::initiator_task_tag::get(pdu.header) != no_tag;
    default:
      return true;
  }
}

}  // namespace

std::expected<void, LinkError> Connection::check_numbers(const Pdu& pdu) {
  const auto stat_sn = static_cast<std::uint32_t>(nop_in_pdu::stat_sn::get(pdu.header));
  if (consumes_stat_sn(pdu)) {
    if (stat_sn != exp_stat_sn_) {
      return protocol_error(fmt::format("StatSN is {}, {} was next", stat_sn, exp_stat_sn_));
    }
    ++exp_stat_sn_;
  }
  const auto expected_command = static_cast<std::uint32_t>(nop_in_pdu::exp_cmd_sn::get(pdu.header));
  if (is_after(expected_command, cmd_sn_)) {
    return protocol_error(fmt::format("ExpCmdSN is {}, {} has not been sent yet", expected_command, cmd_sn_));
  }
  const auto last = static_cast<std::uint32_t>(nop_in_pdu::max_cmd_sn::get(pdu.header));
  if (is_after(expected_command, last + 1)) {
    return protocol_error(fmt::format("MaxCmdSN is {}, below ExpCmdSN {} - 1", last, expected_command));
  }
  if (is_after(last, max_cmd_sn_)) max_cmd_sn_ = last;
  return {};
}

std::expected<Pdu, LinkError> Connection::next(Deadline deadline) {
  while (true) {
    auto pdu = receive(socket_, offered_.receive_data_segment, deadline);
    if (!pdu) return pdu;
    if (auto checked = check_numbers(*pdu); !checked) return std::unexpected(checked.error());
    const bool is_unasked = basic_header_pdu::initiator_task_tag::get(pdu->header) == no_tag;
    if (pdu->opcode() == Opcode::nop_in && is_unasked) {
      if (auto answered = answer_ping(*pdu, deadline); !answered) return std::unexpected(answered.error());
    } else if (pdu->opcode() == Opcode::reject) {
      return protocol_error(fmt::format("it rejects a PDU with reason {:02X}h", reject_pdu::reason::get(pdu->header)));
    } else if (pdu->opcode() != Opcode::asynchronous_message) {
      // An asynchronous message announces what the connection will show by itself: a close, or a unit attention.
      return pdu;
    }
    if (auto in_time = check_time(deadline); !in_time) return std::unexpected(in_time.error());
  }
}

std::expected<Pdu, LinkError> Connection::next_for(Opcode opcode, std::uint32_t tag, Deadline deadline) {
  auto pdu = next(deadline);
  if (!pdu) return pdu;
  const auto pdu_tag = basic_header_pdu::initiator_task_tag::get(pdu->header);
  if (pdu->opcode() != opcode || pdu_tag != tag) {
    return protocol_error(fmt::format("PDU {:02X}h with tag {:08X}h answers a request that wants {:02X}h with {:08X}h",
                                      static_cast<unsigned>(pdu->opcode()), pdu_tag, static_cast<unsigned>(opcode),
                                      tag));
  }
  return pdu;
}

std::expected<void, LinkError> Connection::answer_ping(const Pdu& ping, Deadline deadline) {
  const auto tag = nop_in_pdu::target_transfer_tag::get(ping.header);
  if (tag == no_tag) return {};  // it only carries numbers
  Pdu answer(Opcode::nop_out);
  basic_header_pdu::immediate::set(answer.header, 1);
  basic_header_pdu::logical_unit_number::set(answer.header, basic_header_pdu::logical_unit_number::get(ping.header));
  basic_header_pdu::initiator_task_tag::set(answer.header, no_tag);
  nop_out_pdu::target_transfer_tag::set(answer.header, tag);
  nop_out_pdu::cmd_sn::set(answer.header, cmd_sn_);
  nop_out_pdu::exp_stat_sn::set(answer.header, exp_stat_sn_);
  return send(socket_, answer, deadline);
}

std::expected<void, LinkError> Connection::wait_for_window(Deadline deadline) {
  // With one command at a time nothing is due but a NOP-In that opens the window again.
  while (is_after(cmd_sn_, max_cmd_sn_)) {
    auto pdu = receive(socket_, offered_.receive_data_segment, deadline);
    if (!pdu) return std::unexpected(pdu.error());
    if (auto checked = check_numbers(*pdu); !checked) return checked;
    if (pdu->opcode() != Opcode::nop_in) return protocol_error("a PDU that answers nothing");
    if (auto answered = answer_ping(*pdu, deadline); !answered) return answered;
    if (auto in_time = check_time(deadline); !in_time) return in_time;
  }
  return {};
}

std::expected<base::ByteBuffer, LinkError> Connection::ping(base::Bytes data, std::chrono::milliseconds timeout) {
  const Deadline deadline = after(timeout);
  Pdu request(Opcode::nop_out);
  const std::uint32_t tag = next_tag_++;
  basic_header_pdu::immediate::set(request.header, 1);
  basic_header_pdu::initiator_task_tag::set(request.header, tag);
  nop_out_pdu::target_transfer_tag::set(request.header, no_tag);
  nop_out_pdu::cmd_sn::set(request.header, cmd_sn_);
  nop_out_pdu::exp_stat_sn::set(request.header, exp_stat_sn_);
  request.data.assign(data.begin(), data.end());
  if (auto sent = send(socket_, request, deadline); !sent) return std::unexpected(sent.error());
  auto answer = next_for(Opcode::nop_in, tag, deadline);
  if (!answer) return std::unexpected(answer.error());
  if (nop_in_pdu::target_transfer_tag::get(answer->header) != no_tag) {
    return protocol_error("a NOP-In that answers a ping has a Target Transfer Tag");
  }
  return std::move(answer->data);
}

std::expected<Pdu, LinkError> Connection::text_round(base::ByteBuffer text, std::uint64_t continuation,
                                                     Deadline deadline) {
  Pdu request(Opcode::text_request);
  const std::uint32_t tag = next_tag_++;
  basic_header_pdu::initiator_task_tag::set(request.header, tag);
  text_request_pdu::target_transfer_tag::set(request.header, continuation);
  text_request_pdu::cmd_sn::set(request.header, cmd_sn_++);
  text_request_pdu::exp_stat_sn::set(request.header, exp_stat_sn_);
  request.data = std::move(text);
  if (auto sent = send(socket_, request, deadline); !sent) return std::unexpected(sent.error());
  return next_for(Opcode::text_response, tag, deadline);
}

std::expected<TextKeys, LinkError> Connection::send_targets(std::string_view which, std::chrono::milliseconds timeout) {
  const Deadline deadline = after(timeout);
  TextKeys all;
  base::ByteBuffer text;  // of pairs of which the last is not there yet
  base::ByteBuffer ask = TextKeys{{"SendTargets", std::string(which)}}.bytes();
  std::uint64_t continuation = no_tag;
  for (int round = 0; round < 1000; ++round) {  // an answer without end is not one
    auto answer = text_round(std::exchange(ask, {}), continuation, deadline);
    if (!answer) return std::unexpected(answer.error());
    text.insert(text.end(), answer->data.begin(), answer->data.end());
    const bool is_final = text_response_pdu::final::get(answer->header) != 0;
    const bool goes_on = text_response_pdu::continue_bit::get(answer->header) != 0;
    if (is_final && goes_on) return protocol_error("a text answer is final and goes on");
    if (!goes_on) {
      auto keys = TextKeys::parse(std::exchange(text, {}));
      if (!keys) return protocol_error("a text answer with " + keys.error());
      all.append(*keys);
    }
    if (is_final) return all;
    continuation = text_response_pdu::target_transfer_tag::get(answer->header);
    if (continuation == no_tag) return protocol_error("a text answer that is not final has no Target Transfer Tag");
  }
  return protocol_error("SendTargets is answered without end");
}

std::expected<void, LinkError> Connection::logout(std::chrono::milliseconds timeout) {
  const Deadline deadline = after(timeout);
  Pdu request(Opcode::logout_request);
  const std::uint32_t tag = next_tag_++;
  basic_header_pdu::immediate::set(request.header, 1);
  basic_header_pdu::initiator_task_tag::set(request.header, tag);
  logout_request_pdu::reason_code::set(request.header, 0);  // close the session
  logout_request_pdu::cmd_sn::set(request.header, cmd_sn_);
  logout_request_pdu::exp_stat_sn::set(request.header, exp_stat_sn_);
  if (auto sent = send(socket_, request, deadline); !sent) return sent;
  auto answer = next_for(Opcode::logout_response, tag, deadline);
  if (!answer) return std::unexpected(answer.error());
  const auto response = logout_response_pdu::response::get(answer->header);
  if (response != 0) return protocol_error(fmt::format("logout is answered with response {}", response));
  socket_.close();
  return {};
}

}  // namespace conformance::link::iscsi
