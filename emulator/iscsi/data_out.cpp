#include "emulator/iscsi/data_out.h"

#include <algorithm>

#include "emulator/iscsi/numbers.h"
#include "emulator/iscsi/request_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::iscsi {

namespace sense = scsi::sense;

DataOut::DataOut(std::uint32_t expected, base::Bytes immediate, bool more_follows, const Parameters& parameters)
    : expected_(expected), max_burst_(parameters.max_burst_length) {
  const std::uint32_t unsolicited = std::min(expected, parameters.first_burst_length);
  const bool too_much = immediate.size() > unsolicited || (!immediate.empty() && !parameters.immediate_data);
  if (more_follows) train_ = Train{.target_transfer_tag = no_tag, .end = unsolicited};
  if (too_much || (more_follows && parameters.initial_r2t)) {
    fail(sense::write_error_unexpected_unsolicited_data);
    return;
  }
  bytes_.assign(immediate.begin(), immediate.end());
}

void DataOut::fail(const scsi::Sense& sense) {
  if (!failure_) failure_ = sense;
  bytes_ = {};
}

void DataOut::discard() {
  discards_ = true;
  bytes_ = {};
}

void DataOut::receive(const Pdu& pdu) {
  namespace data_out = scsi_data_out_pdu;
  const auto tag = static_cast<std::uint32_t>(data_out::target_transfer_tag::get(pdu.header));
  const bool solicited = tag != no_tag;
  if (!train_ || train_->target_transfer_tag != tag) {
    fail(solicited ? sense::data_phase_error : sense::write_error_unexpected_unsolicited_data);
    return;
  }
  const std::uint64_t offset = data_out::buffer_offset::get(pdu.header);
  const bool is_final = data_out::final::get(pdu.header) != 0;
  if (pdu.data_digest_is_wrong) {
    fail(sense::protocol_service_crc_error);
  } else if (data_out::data_sn::get(pdu.header) != train_->next_sn) {
    fail(sense::data_phase_error);
  } else if (offset + pdu.data.size() > train_->end) {
    fail(solicited ? sense::data_phase_error : sense::write_error_unexpected_unsolicited_data);
  } else if (!failure_ && !discards_) {
    if (offset != bytes_.size()) {
      fail(sense::data_phase_error);
    } else {
      bytes_.insert(bytes_.end(), pdu.data.begin(), pdu.data.end());
      // A sequence that was asked for has to come whole; one that came unasked is completed by asking.
      if (is_final && solicited && bytes_.size() < train_->end) fail(sense::data_phase_error);
    }
  }
  ++train_->next_sn;
  if (is_final) train_.reset();
}

bool DataOut::wants_solicitation() const { return !train_ && !failure_ && !discards_ && bytes_.size() < expected_; }

Solicitation DataOut::solicit(std::uint32_t target_transfer_tag) {
  const auto offset = static_cast<std::uint32_t>(bytes_.size());
  const std::uint32_t length = std::min(expected_ - offset, max_burst_);
  train_ = Train{.target_transfer_tag = target_transfer_tag, .end = offset + length};
  bytes_.reserve(offset + length);
  return {.target_transfer_tag = target_transfer_tag, .r2t_sn = solicitations_++, .offset = offset, .length = length};
}

bool DataOut::is_complete() const {
  if (train_) return false;
  return failure_ || discards_ || bytes_.size() == expected_;
}

}  // namespace emulator::iscsi
