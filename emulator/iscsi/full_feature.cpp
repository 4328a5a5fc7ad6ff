#include "emulator/iscsi/full_feature.h"

#include <algorithm>
#include <utility>

#include "emulator/iscsi/request_layout.h"

namespace emulator::iscsi {

FullFeature::FullFeature(Surroundings surroundings, const Admission& admission, std::uint16_t cid,
                         const Parameters& parameters)
    : around_(std::move(surroundings)), admission_(admission), cid_(cid), parameters_(parameters) {}

void FullFeature::reject(const Pdu& pdu, RejectReason reason) { around_.responder.reject(pdu, reason); }

std::uint32_t FullFeature::fresh_transfer_tag() {
  if (++last_transfer_tag_ == no_tag) last_transfer_tag_ = 1;
  return last_transfer_tag_;
}

void FullFeature::receive(const Pdu& pdu, base::Instant now) {
  switch (static_cast<Opcode>(pdu.opcode())) {
    case Opcode::scsi_data_out:
      return scsi_data_out(pdu);
    case Opcode::snack_request:
      // ErrorRecoveryLevel 0: nothing is sent twice.
      return reject(pdu, RejectReason::snack_reject);
    case Opcode::login_request:
      return reject(pdu, RejectReason::protocol_error);
    case Opcode::nop_out:
    case Opcode::scsi_command:
    case Opcode::task_management_request:
    case Opcode::text_request:
    case Opcode::logout_request:
      return receive_numbered(pdu, now);
    default:
      return reject(pdu, RejectReason::command_not_supported);
  }
}

void FullFeature::receive_numbered(const Pdu& pdu, base::Instant now) {
  // An immediate PDU carries the current number without using it.
  if (pdu.immediate()) {
    handle(pdu, now);
    return handle_early(now);
  }
  CommandWindow& window = around_.responder.window();
  // CmdSN stands in the same place in every PDU that has one. RFC 7143, iSCSI PDU Formats.
  const auto number = static_cast<std::uint32_t>(scsi_command_pdu::cmd_sn::get(pdu.header));
  const CommandWindow::Place place = window.place_of(number);
  if (place == CommandWindow::Place::outside) return;
  if (place == CommandWindow::Place::ahead) return keep_for_later(pdu, number);
  window.advance();
  handle(pdu, now);
  handle_early(now);
}

// What came before its turn and has it now.
void FullFeature::handle_early(base::Instant now) {
  CommandWindow& window = around_.responder.window();
  for (auto next = early_.find(window.expected()); next != early_.end(); next = early_.find(window.expected())) {
    const Early early = std::move(next->second);
    early_.erase(next);
    window.advance();
    handle({.header = early.header,
            .additional_headers = early.additional_headers,
            .data = early.data,
            .data_digest_is_wrong = early.data_digest_is_wrong},
           now);
  }
}

void FullFeature::keep_for_later(const Pdu& pdu, std::uint32_t cmd_sn) {
  if (around_.responder.window().is_skipped(cmd_sn)) return;
  // The window bounds how many; the bytes count like those of a command that waits for its data. Beyond the bound the
  // PDU is ignored like one outside the window.
  std::size_t kept = pdu.data.size();
  for (const auto& [number, early] : early_) kept += early.data.size();
  if (kept > around_.group.limits().data_out_bytes_a_session) return;
  early_.try_emplace(cmd_sn, Early{.header = pdu.header,
                                   .additional_headers = {pdu.additional_headers.begin(), pdu.additional_headers.end()},
                                   .data = {pdu.data.begin(), pdu.data.end()},
                                   .data_digest_is_wrong = pdu.data_digest_is_wrong});
}

void FullFeature::handle(const Pdu& pdu, base::Instant now) {
  if (pdu.data_digest_is_wrong) return reject(pdu, RejectReason::data_digest_error);
  // An extended CDB or a bidirectional length: no command of ours has either.
  if (!pdu.additional_headers.empty()) return reject(pdu, RejectReason::invalid_pdu_field);
  switch (static_cast<Opcode>(pdu.opcode())) {
    case Opcode::nop_out:
      return nop_out(pdu);
    case Opcode::text_request:
      return text(pdu);
    case Opcode::logout_request:
      return logout(pdu);
    default:
      break;
  }
  // A discovery session takes text and logout only. RFC 7143, iSCSI Sessions.
  if (admission_.target == nullptr) return reject(pdu, RejectReason::protocol_error);
  if (pdu.is(Opcode::scsi_command)) return scsi_command(pdu);
  task_management(pdu, now);
}

void FullFeature::nop_out(const Pdu& pdu) {
  // Without a task tag it answers a ping of ours, and that it came is all there is to know.
  if (pdu.initiator_task_tag() == no_tag) return;
  const std::size_t size = std::min<std::size_t>(pdu.data.size(), parameters_.initiator_max_recv_data_segment_length);
  around_.responder.nop_in(pdu.initiator_task_tag(), pdu.data.first(size));
}

void FullFeature::ping() { around_.responder.unasked_nop_in(fresh_transfer_tag()); }

void FullFeature::text(const Pdu& pdu) {
  namespace request = text_request_pdu;
  const auto tag = static_cast<std::uint32_t>(request::target_transfer_tag::get(pdu.header));
  if (tag == no_tag) text_ = TextExchange{.target_transfer_tag = fresh_transfer_tag()};
  const bool too_long = text_ && text_->request.size() + pdu.data.size() > around_.group.limits().text_bytes;
  if (!text_ || (tag != no_tag && tag != text_->target_transfer_tag) || too_long) {
    text_.reset();
    return reject(pdu, RejectReason::protocol_error);
  }
  text_->request.insert(text_->request.end(), pdu.data.begin(), pdu.data.end());
  TextResponse response{.initiator_task_tag = pdu.initiator_task_tag(),
                        .target_transfer_tag = text_->target_transfer_tag};
  if (request::continue_bit::get(pdu.header) != 0) return around_.responder.text(std::move(response));

  if (!text_->answer && !make_text_answer()) {
    text_.reset();
    return reject(pdu, RejectReason::protocol_error);
  }
  base::ByteBuffer& left = *text_->answer;
  const auto size = static_cast<std::ptrdiff_t>(
      std::min<std::size_t>(left.size(), parameters_.initiator_max_recv_data_segment_length));
  response.text.assign(left.begin(), left.begin() + size);
  left.erase(left.begin(), left.begin() + size);
  // RFC 7143, Text Response, C (Continue) Bit.
  response.continues = !left.empty();
  const bool is_last = left.empty() && request::final::get(pdu.header) != 0;
  if (is_last) {
    response.target_transfer_tag = no_tag;
    text_.reset();
  }
  around_.responder.text(std::move(response));
}

bool FullFeature::make_text_answer() {
  Catalogue catalogue{.targets = around_.group.target_names(), .address = around_.address};
  if (admission_.target != nullptr) catalogue.targets = {admission_.target->name};
  auto answer =
      answer_text(text_->request, {.catalogue = std::move(catalogue),
                                   .own_max_recv_data_segment_length = parameters_.own_max_recv_data_segment_length});
  if (!answer) return false;
  text_->answer = std::move(answer->text);
  if (answer->initiator_max_recv_data_segment_length) {
    parameters_.initiator_max_recv_data_segment_length = *answer->initiator_max_recv_data_segment_length;
  }
  return true;
}

void FullFeature::logout(const Pdu& pdu) {
  const auto reason = static_cast<LogoutReason>(logout_request_pdu::reason_code::get(pdu.header));
  const bool our_connection = logout_request_pdu::cid::get(pdu.header) == cid_;
  LogoutResponse response = LogoutResponse::recovery_not_supported;
  if (reason == LogoutReason::close_session) response = LogoutResponse::closed;
  if (reason == LogoutReason::close_connection) {
    response = our_connection ? LogoutResponse::closed : LogoutResponse::cid_not_found;
  }
  has_logged_out_ = response == LogoutResponse::closed;
  if (has_logged_out_) drop_tasks();
  around_.responder.logout(pdu.initiator_task_tag(), response);
}

}  // namespace emulator::iscsi
