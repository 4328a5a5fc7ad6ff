// The login phase of a connection, from the first byte to the full feature phase. RFC 7143, Login Phase. Pure: whether
// a target exists and which session handle it gives is for whoever sends the answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "emulator/iscsi/limits.h"
#include "emulator/iscsi/negotiation.h"
#include "emulator/iscsi/numbers.h"
#include "emulator/iscsi/pdu_reader.h"

namespace emulator::iscsi {

// During login no side may send more in one PDU, whatever has been declared. RFC 7143, MaxRecvDataSegmentLength.
inline constexpr std::size_t login_data_segment_bytes = 8192;

// Who wants to reach what.
struct LoginIdentity {
  SessionType type{SessionType::normal};
  std::string initiator_name;
  std::string target_name;  // empty in a discovery session
  std::uint64_t isid{};
  std::uint16_t tsih{};  // as asked: 0 for a new session
  std::uint16_t cid{};
};

// What a Login Response says. A status other than success ends the connection after it.
struct LoginAnswer {
  LoginStatus status{LoginStatus::success};
  Stage stage{};
  std::optional<Stage> transit{};  // to the next stage; full_feature_phase ends the login
  bool continues{};                // more text follows in the next response
  base::ByteBuffer text;

  [[nodiscard]] bool ends_login() const {
    return status == LoginStatus::success && transit == Stage::full_feature_phase;
  }
};

class Login {
 public:
  Login(const OwnParameters& own, const Limits& limits) : limits_(limits), negotiation_(own) {}

  // A Login Request and its answer.
  [[nodiscard]] LoginAnswer receive(const Pdu& request);

  // Known after the first complete text.
  [[nodiscard]] const std::optional<LoginIdentity>& identity() const { return identity_; }
  [[nodiscard]] const Parameters& parameters() const { return negotiation_.parameters(); }

 private:
  [[nodiscard]] LoginStatus check_header(const Header& header);
  LoginStatus read_identity(const std::vector<KeyValue>& pairs, const Header& header);
  LoginStatus answer_text(const Header& header);
  void send_text(LoginAnswer& answer);

  Limits limits_;
  Negotiation negotiation_;
  std::optional<LoginIdentity> identity_;
  std::optional<Header> first_;  // later requests have to agree with it
  Stage stage_{};
  std::size_t requests_{};
  std::size_t keys_{};
  std::size_t text_bytes_{};
  base::ByteBuffer text_;    // received so far, while requests have C=1
  base::ByteBuffer answer_;  // what does not fit one response waits for the next
};

// The portal group in which all targets are. RFC 7143, TargetPortalGroupTag.
inline constexpr std::uint16_t portal_group_tag = 1;

}  // namespace emulator::iscsi
