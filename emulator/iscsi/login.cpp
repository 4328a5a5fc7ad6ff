#include "emulator/iscsi/login.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "emulator/iscsi/request_layout.h"

namespace emulator::iscsi {
namespace {

namespace request = login_request_pdu;

bool is_stage(std::uint64_t value) { return value == 0 || value == 1 || value == 3; }

const std::string* find(const std::vector<KeyValue>& pairs, std::string_view key) {
  const auto pair = std::ranges::find(pairs, key, &KeyValue::key);
  return pair == pairs.end() ? nullptr : &pair->value;
}

// Requests of one login belong together. RFC 7143, Login Request.
bool same_login(const Header& left, const Header& right) {
  return request::isid::get(left) == request::isid::get(right) &&
         request::tsih::get(left) == request::tsih::get(right) && request::cid::get(left) == request::cid::get(right) &&
         request::cmd_sn::get(left) == request::cmd_sn::get(right) &&
         basic_header_pdu::initiator_task_tag::get(left) == basic_header_pdu::initiator_task_tag::get(right);
}

}  // namespace

LoginStatus Login::check_header(const Header& header) {
  if (++requests_ > limits_.login_pdus) return LoginStatus::initiator_error;
  if (request::version_min::get(header) > 0) return LoginStatus::unsupported_version;
  const std::uint64_t current = request::csg::get(header);
  const std::uint64_t next = request::nsg::get(header);
  const bool transit = request::transit::get(header) != 0;
  if (current > static_cast<std::uint64_t>(Stage::operational_negotiation)) return LoginStatus::initiator_error;
  if (transit && (!is_stage(next) || next <= current)) return LoginStatus::initiator_error;
  if (transit && request::continue_bit::get(header) != 0) return LoginStatus::initiator_error;
  if (!first_) {
    first_ = header;
    stage_ = static_cast<Stage>(current);
  }
  if (!same_login(*first_, header) || static_cast<Stage>(current) != stage_) return LoginStatus::initiator_error;
  return LoginStatus::success;
}

LoginStatus Login::read_identity(const std::vector<KeyValue>& pairs, const Header& header) {
  LoginIdentity identity{.isid = request::isid::get(header),
                         .tsih = static_cast<std::uint16_t>(request::tsih::get(header)),
                         .cid = static_cast<std::uint16_t>(request::cid::get(header))};
  const std::string* initiator = find(pairs, "InitiatorName");
  if (initiator == nullptr) return LoginStatus::missing_parameter;
  if (!is_iscsi_name(*initiator)) return LoginStatus::initiator_error;
  identity.initiator_name = *initiator;
  if (const std::string* type = find(pairs, "SessionType")) {
    if (*type != "Normal" && *type != "Discovery") return LoginStatus::session_type_not_supported;
    if (*type == "Discovery") identity.type = SessionType::discovery;
  }
  const std::string* target = find(pairs, "TargetName");
  if (identity.type == SessionType::normal) {
    if (target == nullptr) return LoginStatus::missing_parameter;
    identity.target_name = *target;
    append_pair(answer_, "TargetPortalGroupTag", fmt::format("{}", portal_group_tag));
  }
  negotiation_.set_session_type(identity.type);
  identity_ = std::move(identity);
  return LoginStatus::success;
}

LoginStatus Login::answer_text(const Header& header) {
  const auto pairs = parse_text(text_);
  text_.clear();
  if (!pairs) return LoginStatus::initiator_error;
  keys_ += pairs->size();
  if (keys_ > limits_.login_keys) return LoginStatus::initiator_error;
  if (!identity_) {
    const LoginStatus status = read_identity(*pairs, header);
    if (status != LoginStatus::success) return status;
  }
  const auto answers = negotiation_.answer(*pairs);
  if (!answers) return answers.error();
  for (const KeyValue& pair : *answers) append_pair(answer_, pair.key, pair.value);
  return LoginStatus::success;
}

void Login::send_text(LoginAnswer& answer) {
  const std::size_t size = std::min(answer_.size(), login_data_segment_bytes);
  const auto end = answer_.begin() + static_cast<std::ptrdiff_t>(size);
  answer.text.assign(answer_.begin(), end);
  answer_.erase(answer_.begin(), end);
  answer.continues = !answer_.empty();
}

LoginAnswer Login::receive(const Pdu& pdu) {
  LoginAnswer answer{.stage = static_cast<Stage>(request::csg::get(pdu.header))};
  answer.status = check_header(pdu.header);
  text_bytes_ += pdu.data.size();
  if (text_bytes_ > limits_.login_text_bytes) answer.status = LoginStatus::initiator_error;
  if (answer.status != LoginStatus::success) return answer;

  text_.insert(text_.end(), pdu.data.begin(), pdu.data.end());
  // While C=1 the answer is empty. RFC 7143, Login Request, C (Continue) Bit.
  if (request::continue_bit::get(pdu.header) != 0) return answer;
  answer.status = answer_text(pdu.header);
  if (answer.status != LoginStatus::success) return answer;

  send_text(answer);
  if (request::transit::get(pdu.header) != 0 && !answer.continues) {
    answer.transit = static_cast<Stage>(request::nsg::get(pdu.header));
    stage_ = *answer.transit;
  }
  return answer;
}

}  // namespace emulator::iscsi
