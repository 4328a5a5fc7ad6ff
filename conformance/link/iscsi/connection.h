// The suite's own initiator: one session over one connection, one command at a time. It is minimal so that it can be
// strict: what a target does against RFC 7143 is an error of kind `protocol`, and nothing is repeated or hidden. Every
// unit attention reaches the caller.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conformance/link/iscsi/pdu.h"
#include "conformance/link/iscsi/socket.h"
#include "conformance/link/iscsi/text.h"
#include "conformance/link/link.h"

namespace conformance::link::iscsi {

struct Address {
  std::string host;
  std::uint16_t port{3260};  // RFC 7143: the well-known port
};

struct LoginOptions {
  std::string initiator_name{"iqn.2026-11.test.burnbench:bbcheck"};
  std::string target_name{};  // empty: a discovery session
  std::uint64_t isid{};       // 48 bits; two sessions that live together need different ones
  std::chrono::milliseconds timeout{15'000};
};

// What we declare or offer in login. Defaults of RFC 7143 where a larger value would not test more.
struct OfferedLimits {
  std::uint32_t receive_data_segment{262'144};
  std::uint32_t max_burst{262'144};
  std::uint32_t first_burst{65'536};
};

class Connection {
 public:
  [[nodiscard]] static std::expected<Connection, LinkError> login(const Address& address, const LoginOptions& options);

  // `lun` is the LUN field's eight bytes.
  [[nodiscard]] std::expected<Answer, LinkError> command(const Command& command, std::uint64_t lun);
  // NOP-Out with `data`; the data of the NOP-In that answers.
  [[nodiscard]] std::expected<base::ByteBuffer, LinkError> ping(base::Bytes data, std::chrono::milliseconds timeout);
  // SendTargets=`which`: the pairs of the answer.
  [[nodiscard]] std::expected<TextKeys, LinkError> send_targets(std::string_view which,
                                                                std::chrono::milliseconds timeout);
  // Closes the session; the connection is of no use after it.
  [[nodiscard]] std::expected<void, LinkError> logout(std::chrono::milliseconds timeout);

  // Everything the target said in login.
  [[nodiscard]] const TextKeys& login_answers() const { return login_answers_; }
  [[nodiscard]] std::uint16_t tsih() const { return tsih_; }

 private:
  struct Task;  // a command that has been sent and its answer so far

  explicit Connection(Socket socket) : socket_(std::move(socket)) {}
  std::expected<void, LinkError> negotiate(const LoginOptions& options, Deadline deadline);
  std::expected<Pdu, LinkError> login_round(const LoginOptions& options, const TextKeys& keys, Deadline deadline);
  std::expected<void, LinkError> adopt_limits();

  std::expected<void, LinkError> send_command(Task& task, const Command& command, std::uint64_t lun);
  std::expected<void, LinkError> take(Task& task, const Pdu& pdu);
  std::expected<void, LinkError> take_r2t(Task& task, const Pdu& pdu);
  std::expected<void, LinkError> take_data_in(Task& task, const Pdu& pdu);
  std::expected<void, LinkError> take_response(Task& task, const Pdu& pdu);
  std::expected<void, LinkError> send_data_out(Task& task, const Pdu& r2t);
  std::expected<void, LinkError> wait_for_window(Deadline deadline);

  // The next PDU that is not a ping of the target's; pings are answered. Sequence numbers are checked and kept.
  std::expected<Pdu, LinkError> next(Deadline deadline);
  std::expected<void, LinkError> check_numbers(const Pdu& pdu);
  std::expected<void, LinkError> answer_ping(const Pdu& ping, Deadline deadline);
  // Like next, but the PDU must answer the request with this tag.
  std::expected<Pdu, LinkError> next_for(Opcode opcode, std::uint32_t tag, Deadline deadline);
  std::expected<Pdu, LinkError> text_round(base::ByteBuffer text, std::uint64_t continuation, Deadline deadline);

  Socket socket_;
  TextKeys login_answers_;
  std::uint16_t tsih_{};
  std::uint32_t cmd_sn_{1};
  std::uint32_t exp_stat_sn_{};
  std::uint32_t max_cmd_sn_{1};
  std::uint32_t next_tag_{1};
  OfferedLimits offered_;
  // What login settled.
  std::uint32_t target_data_segment_{8192};
  std::uint32_t max_burst_{262'144};
  std::uint32_t first_burst_{65'536};
  bool immediate_data_{true};
};

}  // namespace conformance::link::iscsi
