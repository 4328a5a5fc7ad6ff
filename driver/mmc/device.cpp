#include "driver/mmc/device.h"

#include <algorithm>
#include <array>

#include "driver/mmc/command.h"
#include "driver/mmc/sense_layout.h"

namespace driver::mmc {
namespace {

using transport::Completion;
using transport::TransportError;

transport::Command command_of(const Request& request) {
  using transport::Direction;
  transport::Command command{.cdb = request.cdb,
                             .data_out = request.data_out,
                             .expected_bytes = request.expected_bytes,
                             .timeout = request.timeout};
  if (!request.data_out.empty()) command.direction = Direction::to_drive;
  if (request.expected_bytes > 0) command.direction = Direction::from_drive;
  return command;
}

DriveError transport_failure(const Request& request, TransportError error) {
  return {.kind = DriveError::Kind::transport, .cdb = request.cdb, .transport = std::move(error)};
}

DriveError refusal(const Request& request, const Completion& completion, const std::optional<Sense>& sense) {
  return {.kind = DriveError::Kind::refused,
          .cdb = request.cdb,
          .status = completion.status,
          .sense = sense,
          .sense_bytes = completion.sense};
}

// NOT READY with a reason that passes by itself (MMC-6, TEST UNIT READY; SPC-4, ASC 04h). 04/00 gives no reason and
// 04/02 and 04/03 want something done: they are failures here.
bool passes_by_itself(const Sense& sense) {
  if (sense.key != SenseKey::not_ready || sense.code != 0x04) return false;
  constexpr std::array reasons{0x01, 0x04, 0x07, 0x08,
                               0x09};  // becoming ready, format, operation, long write, self-test
  return std::ranges::find(reasons, sense.qualifier) != reasons.end();
}

bool is_loading(const DriveError& error) {
  return error.is(SenseKey::not_ready, 0x04) && error.sense->qualifier == 0x01;
}

// 28h: the medium may have changed. 29h: power on, reset, or the loss of the nexus.
bool tells_of_change(const Sense& sense) { return sense.code == 0x28 || sense.code == 0x29; }

const Request test_unit_ready{.cdb = {operation_code::test_unit_ready, 0, 0, 0, 0, 0}};

}  // namespace

Device::Answer Device::judge(const Completion& completion, const std::optional<Sense>& sense, OnChange on_change) {
  if (completion.status == status::good) return Answer::good;
  if (completion.status == status::busy || completion.status == status::task_set_full) return Answer::busy;
  if (completion.status != status::check_condition || !sense) return Answer::failed;
  // A deferred error is about an earlier command, and this one was not executed: nothing may hide it.
  if (sense->deferred) return Answer::failed;
  if (sense->key == SenseKey::no_sense || sense->key == SenseKey::recovered_error) return Answer::good;
  if (sense->key == SenseKey::unit_attention) {
    return on_change == OnChange::fail && tells_of_change(*sense) ? Answer::failed : Answer::attention;
  }
  return passes_by_itself(*sense) ? Answer::busy : Answer::failed;
}

std::expected<Completion, TransportError> Device::send(const Request& request) {
  return transport_.execute(command_of(request));
}

// The sense data that came with the status. Where a bridge lost it the drive is asked for it at once (SPC-4, REQUEST
// SENSE command), and the completion completed. NO SENSE then says nothing of the command.
std::optional<Sense> Device::sense_of(Completion& completion) {
  if (completion.status == status::check_condition && completion.sense.empty()) {
    constexpr std::size_t length = 252;
    Request request{.cdb = make_cdb(operation_code::request_sense), .expected_bytes = length};
    request_sense_cdb::allocation_length::set(request.cdb, length);
    const auto answer = send(request);
    const auto sense = answer && answer->status == status::good ? decode_sense(answer->data_in) : std::nullopt;
    if (sense && sense->key != SenseKey::no_sense) completion.sense = answer->data_in;
  }
  return decode_sense(completion.sense);
}

std::expected<base::ByteBuffer, DriveError> Device::execute(const Request& request) {
  return settle(send(request), request);
}

void Device::begin(const Request& request) {
  begun_ = &request;
  queued_ = transport_.submit(command_of(request));
}

std::expected<base::ByteBuffer, DriveError> Device::end() {
  const Request& request = *begun_;
  if (!queued_) return std::unexpected(transport_failure(request, queued_.error()));
  return settle(transport_.wait(), request);
}

// Takes the first answer to `request` and sends it again as long as patience and the answers allow.
std::expected<base::ByteBuffer, DriveError> Device::settle(std::expected<Completion, TransportError> first,
                                                           const Request& request) {
  const base::Instant since = clock_.now();
  int attentions = 0;
  for (auto completion = std::move(first);; completion = send(request)) {
    if (!completion) return std::unexpected(transport_failure(request, completion.error()));
    const std::optional<Sense> sense = sense_of(*completion);
    const DriveError error = refusal(request, *completion, sense);
    switch (judge(*completion, sense, request.on_change)) {
      case Answer::good:
        if (sense && listener_ != nullptr) listener_->remarked(*sense);
        return std::move(completion->data_in);
      case Answer::failed:
        return std::unexpected(error);
      case Answer::attention:
        if (++attentions > patience_.attentions) return std::unexpected(error);
        if (listener_ != nullptr) listener_->remarked(*sense);
        break;
      case Answer::busy:
        if (auto waited = wait_out(error, request, since); !waited) return std::unexpected(waited.error());
        break;
    }
  }
}

// Lets a busy drive finish. It is asked by TEST UNIT READY and not by the command itself, which goes out once more when
// the drive is ready: a command that may change the disc is not a question.
std::expected<void, DriveError> Device::wait_out(const DriveError& busy, const Request& request, base::Instant since) {
  DriveError last = busy;
  base::Duration pause = patience_.first_pause;
  for (;;) {
    const base::Duration so_far = clock_.now() - since;
    if (so_far > (is_loading(last) ? patience_.loading : patience_.busy)) {
      last.kind = DriveError::Kind::gave_up;
      last.cdb = request.cdb;
      return std::unexpected(last);
    }
    if (listener_ != nullptr && last.sense) listener_->waiting(*last.sense, so_far);
    clock_.wait(pause);
    pause = std::min(pause * 2, patience_.longest_pause);
    auto completion = send(test_unit_ready);
    if (!completion) return std::unexpected(transport_failure(test_unit_ready, completion.error()));
    const std::optional<Sense> sense = sense_of(*completion);
    switch (judge(*completion, sense, request.on_change)) {
      case Answer::good:
        return {};
      case Answer::failed:
        return std::unexpected(refusal(test_unit_ready, *completion, sense));
      case Answer::attention:
      case Answer::busy:
        last = refusal(test_unit_ready, *completion, sense);
        break;
    }
  }
}

std::expected<void, DriveError> Device::wait_until_ready(OnChange on_change) {
  Request request = test_unit_ready;
  request.on_change = on_change;
  if (auto ready = execute(request); !ready) return std::unexpected(ready.error());
  return {};
}

}  // namespace driver::mmc
