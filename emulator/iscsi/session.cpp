#include "emulator/iscsi/session.h"

#include <utility>

#include "emulator/iscsi/full_feature.h"
#include "emulator/iscsi/request_layout.h"

namespace emulator::iscsi {

Session::Session(PortalGroup& group, std::string address, const OwnParameters& own)
    : group_(group),
      address_(std::move(address)),
      reader_(login_data_segment_bytes),
      responder_(writer_),
      login_(std::in_place, own, group.limits()) {}

Session::~Session() { end(now_); }

void Session::receive(base::Bytes input, base::Instant now) {
  now_ = now;
  while (!is_over_) {
    const auto pdu = reader_.next(input);
    if (!pdu) {
      // What follows cannot be told apart any more. RFC 7143, Format Errors; Digest Errors.
      end(now);
      return;
    }
    if (!*pdu) return;
    if (full_feature_) {
      full_feature_->receive(**pdu, now);
      full_feature_->advance(now);
      if (full_feature_->has_logged_out()) end(now);
    } else {
      receive_login(**pdu, now);
    }
  }
}

void Session::receive_login(const Pdu& pdu, base::Instant now) {
  // Nothing but login requests may come before the login is over, and no answer is owed to anything else.
  if (!pdu.is(Opcode::login_request)) return end(now);
  if (!has_received_) {
    const auto first = static_cast<std::uint32_t>(login_request_pdu::cmd_sn::get(pdu.header));
    responder_.open_window(first, group_.limits().commands);
    has_received_ = true;
  }
  LoginAnswer answer = login_->receive(pdu);
  settle_identity(answer);
  if (answer.ends_login()) {
    enter_full_feature(answer, pdu, now);
  } else {
    responder_.login(pdu.header, answer, 0);
  }
  if (answer.status != LoginStatus::success) is_over_ = true;
}

// A target that does not exist is told as soon as its name is known.
void Session::settle_identity(LoginAnswer& answer) {
  const auto& identity = login_->identity();
  if (answer.status != LoginStatus::success || !identity || identity->type == SessionType::discovery) return;
  if (group_.find(identity->target_name) == nullptr) {
    answer = {.status = LoginStatus::not_found, .stage = answer.stage};
  }
}

void Session::enter_full_feature(LoginAnswer& answer, const Pdu& request, base::Instant now) {
  const LoginIdentity identity = *login_->identity();
  const auto admission = group_.admit(*this, identity, now);
  if (!admission) {
    answer = {.status = admission.error(), .stage = answer.stage};
    responder_.login(request.header, answer, 0);
    return;
  }
  responder_.login(request.header, answer, admission->tsih);
  const Parameters parameters = login_->parameters();
  login_.reset();
  reader_.set_maximum_data(parameters.own_max_recv_data_segment_length);
  reader_.set_takes_additional_headers(true);
  // Digests begin with the first PDU after the final Login Response, in both directions.
  reader_.set_digests(parameters.digests);
  writer_.set_digests(parameters.digests);
  full_feature_ = std::make_unique<FullFeature>(
      FullFeature::Surroundings{.session = *this, .group = group_, .responder = responder_, .address = address_},
      *admission, identity.cid, parameters);
}

std::optional<base::Instant> Session::wake_at() const {
  if (!full_feature_ || is_over_) return std::nullopt;
  return full_feature_->wake_at();
}

void Session::wake(base::Instant now) {
  now_ = now;
  if (full_feature_ && !is_over_) full_feature_->advance(now);
}

void Session::sent(std::size_t bytes) {
  const bool held_answers = full_feature_ && full_feature_->has_backlog();
  writer_.sent(bytes);
  if (held_answers && !is_over_) full_feature_->go_on_answering(now_);
}

bool Session::wants_input() const { return !is_over_ && writer_.pending() < group_.limits().send_queue_bytes; }

void Session::ping() {
  if (full_feature_ && !is_over_) full_feature_->ping();
}

void Session::break_off(scsi::Fate fate, base::Instant now) {
  is_broken_off_ = true;
  if (fate == scsi::Fate::power_is_lost) {
    writer_.drop_all();
  } else if (full_feature_) {
    full_feature_->go_on_answering(now);
  }
  end(now);
}

void Session::end(base::Instant now) {
  is_over_ = true;
  if (full_feature_) full_feature_->drop_tasks();
  group_.leave(*this, now);
}

}  // namespace emulator::iscsi
