#include "emulator/iscsi/responder.h"

#include <utility>

#include "emulator/iscsi/request_layout.h"
#include "emulator/iscsi/response_layout.h"

namespace emulator::iscsi {
namespace {

std::vector<scsi::Slice> one_slice(base::ByteBuffer bytes) {
  std::vector<scsi::Slice> slices;
  if (!bytes.empty()) slices.push_back(as_slice(std::move(bytes)));
  return slices;
}

}  // namespace

Header Responder::begin(Opcode opcode, std::uint32_t initiator_task_tag, StatSn numbering) {
  // The three numbers stand in the same place in every PDU of a target. RFC 7143, iSCSI PDU Formats.
  namespace numbers = scsi_response_pdu;
  Header header{};
  basic_header_pdu::opcode::set(header, static_cast<std::uint8_t>(opcode));
  basic_header_pdu::final::set(header, 1);
  basic_header_pdu::initiator_task_tag::set(header, initiator_task_tag);
  if (numbering != StatSn::absent) numbers::stat_sn::set(header, stat_sn_);
  if (numbering == StatSn::used) ++stat_sn_;
  numbers::exp_cmd_sn::set(header, window_->expected());
  numbers::max_cmd_sn::set(header, window_->announce_maximum());
  return header;
}

void Responder::login(const Header& request, const LoginAnswer& answer, std::uint16_t tsih) {
  namespace response = login_response_pdu;
  Header header = begin(Opcode::login_response,
                        static_cast<std::uint32_t>(basic_header_pdu::initiator_task_tag::get(request)), StatSn::used);
  response::transit::set(header, answer.transit ? 1 : 0);
  response::continue_bit::set(header, answer.continues ? 1 : 0);
  response::csg::set(header, static_cast<std::uint8_t>(answer.stage));
  if (answer.transit) response::nsg::set(header, static_cast<std::uint8_t>(*answer.transit));
  response::isid::set(header, login_request_pdu::isid::get(request));
  response::tsih::set(header, tsih);
  const auto status = static_cast<std::uint16_t>(answer.status);
  response::status_class::set(header, status >> 8);
  response::status_detail::set(header, status & 0xFF);
  writer_.add(header, one_slice(answer.text));
}

void Responder::scsi(const ScsiResponse& answer) {
  namespace response = scsi_response_pdu;
  Header header = begin(Opcode::scsi_response, answer.initiator_task_tag, StatSn::used);
  response::residual_overflow::set(header, answer.residual.overflow ? 1 : 0);
  response::residual_underflow::set(header, answer.residual.underflow ? 1 : 0);
  response::status::set(header, static_cast<std::uint8_t>(answer.status));
  response::exp_data_sn::set(header, answer.exp_data_sn);
  response::residual_count::set(header, answer.residual.count);
  base::ByteBuffer data;
  if (!answer.sense.empty()) {
    data.resize(sense_data_descriptor::sense_length::end);
    sense_data_descriptor::sense_length::set(data, answer.sense.size());
    data.insert(data.end(), answer.sense.begin(), answer.sense.end());
  }
  writer_.add(header, one_slice(std::move(data)));
}

void Responder::data_in(DataIn part) {
  namespace data_in = scsi_data_in_pdu;
  Header header =
      begin(Opcode::scsi_data_in, part.initiator_task_tag, part.status_good ? StatSn::used : StatSn::absent);
  data_in::final::set(header, part.is_final ? 1 : 0);
  data_in::target_transfer_tag::set(header, no_tag);
  data_in::data_sn::set(header, part.data_sn);
  data_in::buffer_offset::set(header, part.buffer_offset);
  if (part.status_good) {
    data_in::status_bit::set(header, 1);
    data_in::residual_overflow::set(header, part.status_good->overflow ? 1 : 0);
    data_in::residual_underflow::set(header, part.status_good->underflow ? 1 : 0);
    data_in::residual_count::set(header, part.status_good->count);
  }
  writer_.add(header, std::move(part.data));
}

void Responder::ready_to_transfer(std::uint64_t lun, std::uint32_t initiator_task_tag, const Solicitation& wanted) {
  Header header = begin(Opcode::ready_to_transfer, initiator_task_tag, StatSn::carried);
  r2t_pdu::logical_unit_number::set(header, lun);
  r2t_pdu::target_transfer_tag::set(header, wanted.target_transfer_tag);
  r2t_pdu::r2t_sn::set(header, wanted.r2t_sn);
  r2t_pdu::buffer_offset::set(header, wanted.offset);
  r2t_pdu::desired_data_transfer_length::set(header, wanted.length);
  writer_.add(header);
}

void Responder::task_management(std::uint32_t initiator_task_tag, TaskResponse response) {
  Header header = begin(Opcode::task_management_response, initiator_task_tag, StatSn::used);
  task_management_response_pdu::response::set(header, static_cast<std::uint8_t>(response));
  writer_.add(header);
}

void Responder::text(TextResponse response) {
  Header header = begin(Opcode::text_response, response.initiator_task_tag, StatSn::used);
  text_response_pdu::final::set(header, response.target_transfer_tag == no_tag ? 1 : 0);
  text_response_pdu::continue_bit::set(header, response.continues ? 1 : 0);
  text_response_pdu::target_transfer_tag::set(header, response.target_transfer_tag);
  writer_.add(header, one_slice(std::move(response.text)));
}

void Responder::logout(std::uint32_t initiator_task_tag, LogoutResponse response) {
  Header header = begin(Opcode::logout_response, initiator_task_tag, StatSn::used);
  logout_response_pdu::response::set(header, static_cast<std::uint8_t>(response));
  writer_.add(header);
}

void Responder::nop_in(std::uint32_t initiator_task_tag, base::Bytes data) {
  Header header = begin(Opcode::nop_in, initiator_task_tag, StatSn::used);
  nop_in_pdu::target_transfer_tag::set(header, no_tag);
  writer_.add(header, one_slice({data.begin(), data.end()}));
}

void Responder::unasked_nop_in(std::uint32_t target_transfer_tag) {
  Header header = begin(Opcode::nop_in, no_tag, StatSn::carried);
  nop_in_pdu::target_transfer_tag::set(header, target_transfer_tag);
  writer_.add(header);
}

void Responder::reject(const Pdu& pdu, RejectReason reason) {
  Header header = begin(Opcode::reject, no_tag, StatSn::used);
  reject_pdu::reason::set(header, static_cast<std::uint8_t>(reason));
  base::ByteBuffer copy(pdu.header.begin(), pdu.header.end());
  copy.insert(copy.end(), pdu.additional_headers.begin(), pdu.additional_headers.end());
  writer_.add(header, one_slice(std::move(copy)));
}

}  // namespace emulator::iscsi
