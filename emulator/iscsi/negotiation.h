// Operational keys: what is agreed, and the answer to every key that an initiator can offer. RFC 7143, Login/Text
// Operational Text Keys.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "emulator/iscsi/numbers.h"
#include "emulator/iscsi/pdu_reader.h"
#include "emulator/iscsi/text_keys.h"

namespace emulator::iscsi {

// What MaxRecvDataSegmentLength and the burst lengths may be. RFC 7143, MaxRecvDataSegmentLength.
inline constexpr std::uint32_t fewest_data_bytes = 512;
inline constexpr std::uint32_t most_data_bytes = 16'777'215;

// What this side would agree to. The defaults are what every initiator we know accepts; a WRITE of 64 KiB goes with
// its command in one PDU.
struct OwnParameters {
  bool crc32c{true};  // taken when the initiator names it first
  bool initial_r2t{true};
  bool immediate_data{true};
  std::uint32_t max_recv_data_segment_length{262'144};
  std::uint32_t max_burst_length{262'144};
  std::uint32_t first_burst_length{65'536};
  std::uint32_t max_outstanding_r2t{1};
  std::uint32_t max_connections{1};
  std::uint32_t default_time2wait{2};
  std::uint32_t default_time2retain{0};  // nothing is kept for a session whose connection is lost
  std::uint32_t error_recovery_level{0};
  std::uint32_t protocol_level{1};
};

// What is in force; from the start, what RFC 7143 says for a key that was not negotiated.
struct Parameters {
  Digests digests{};
  bool initial_r2t{true};
  bool immediate_data{true};
  std::uint32_t initiator_max_recv_data_segment_length{8192};
  std::uint32_t own_max_recv_data_segment_length{8192};
  std::uint32_t max_burst_length{262'144};
  std::uint32_t first_burst_length{65'536};
};

enum class SessionType : std::uint8_t { normal, discovery };

class Negotiation {
 public:
  explicit Negotiation(const OwnParameters& own) : own_(own) {}

  void set_session_type(SessionType type) { type_ = type; }

  // The answers, in the order of the offers; an error ends the login. A key that was offered before is an error.
  std::expected<std::vector<KeyValue>, LoginStatus> answer(const std::vector<KeyValue>& offers);

  [[nodiscard]] const Parameters& parameters() const { return agreed_; }

 private:
  std::expected<std::optional<std::string>, LoginStatus> answer_one(const KeyValue& offer);
  std::optional<std::string> answer_number(const KeyValue& offer);
  std::optional<std::string> answer_boolean(const KeyValue& offer);
  std::string answer_digest(const KeyValue& offer);

  OwnParameters own_;
  SessionType type_{SessionType::normal};
  Parameters agreed_;
  std::set<std::string, std::less<>> seen_;
};

}  // namespace emulator::iscsi
