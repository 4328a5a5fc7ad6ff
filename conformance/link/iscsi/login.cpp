// Login of a Connection: straight to the full feature phase, without authentication. RFC 7143, Login and Full Feature
// Phase Negotiation.
#include <fmt/format.h>

#include "conformance/link/iscsi/connection.h"
#include "conformance/link/iscsi/pdu_layout.h"

namespace conformance::link::iscsi {
namespace {

constexpr unsigned operational_stage = 1;
constexpr unsigned full_feature_stage = 3;
constexpr std::size_t login_data_limit = 8192;  // RFC 7143: holds until the full feature phase, whatever was declared
constexpr int round_limit = 16;
// RFC 7143: what MaxRecvDataSegmentLength, MaxBurstLength and FirstBurstLength may be.
constexpr std::uint32_t smallest_length = 512;
constexpr std::uint32_t largest_length = (1U << 24) - 1;

std::unexpected<LinkError> protocol_error(std::string text) {
  return std::unexpected(LinkError{LinkError::Kind::protocol, "the target breaks RFC 7143: " + std::move(text)});
}

std::string_view reason_of(unsigned status) {
  switch (status) {
    case 0x0201:
      return "it wants authentication, which this program does not offer";
    case 0x0202:
      return "it does not admit this initiator";
    case 0x0203:
      return "it knows no such target";
    case 0x0206:
    case 0x0302:
      return "it has no room for another session";
    case 0x0301:
      return "it is not serving now";
    default:
      return "see RFC 7143, Login Response, Status-Class and Status-Detail";
  }
}

TextKeys first_keys(const LoginOptions& options, const OfferedLimits& offered) {
  TextKeys keys{{"InitiatorName", options.initiator_name}};
  if (options.target_name.empty()) {
    keys.append({{"SessionType", "Discovery"}});
  } else {
    keys.append({{"TargetName", options.target_name}, {"SessionType", "Normal"}});
  }
  keys.append({{"HeaderDigest", "None"},
               {"DataDigest", "None"},
               {"DefaultTime2Wait", "2"},
               {"DefaultTime2Retain", "0"},
               {"ErrorRecoveryLevel", "0"},
               {"MaxRecvDataSegmentLength", fmt::to_string(offered.receive_data_segment)}});
  if (options.target_name.empty()) return keys;  // what follows is irrelevant in a discovery session
  keys.append({{"MaxConnections", "1"},
               {"InitialR2T", "Yes"},
               {"ImmediateData", "Yes"},
               {"MaxBurstLength", fmt::to_string(offered.max_burst)},
               {"FirstBurstLength", fmt::to_string(offered.first_burst)},
               {"MaxOutstandingR2T", "1"},
               {"DataPDUInOrder", "Yes"},
               {"DataSequenceInOrder", "Yes"}});
  return keys;
}

}  // namespace

std::expected<Connection, LinkError> Connection::login(const Address& address, const LoginOptions& options) {
  const Deadline deadline = after(options.timeout);
  auto socket = Socket::connect(address.host, address.port, deadline);
  if (!socket) return std::unexpected(socket.error());
  Connection connection(*std::move(socket));
  if (auto done = connection.negotiate(options, deadline); !done) return std::unexpected(done.error());
  if (auto adopted = connection.adopt_limits(); !adopted) return std::unexpected(adopted.error());
  return connection;
}

std::expected<void, LinkError> Connection::negotiate(const LoginOptions& options, Deadline deadline) {
  TextKeys keys = first_keys(options, offered_);
  for (int round = 0; round < round_limit; ++round) {
    auto response = login_round(options, keys, deadline);
    if (!response) return std::unexpected(response.error());
    auto answers = TextKeys::parse(response->data);
    if (!answers) return protocol_error("a login answer with " + answers.error());
    login_answers_.append(*answers);
    if (login_response_pdu::transit::get(response->header) != 0) {
      if (login_response_pdu::nsg::get(response->header) != full_feature_stage) {
        return protocol_error("login leads to a stage that was not asked for");
      }
      tsih_ = static_cast<std::uint16_t>(login_response_pdu::tsih::get(response->header));
      if (tsih_ == 0) return protocol_error("TSIH is 0 in the last login answer");
      return {};
    }
    keys = {};
  }
  return protocol_error("login does not end");
}

std::expected<Pdu, LinkError> Connection::login_round(const LoginOptions& options, const TextKeys& keys,
                                                      Deadline deadline) {
  const bool is_first = login_answers_.pairs().empty() && exp_stat_sn_ == 0;
  Pdu request(Opcode::login_request);
  basic_header_pdu::immediate::set(request.header, 1);
  login_request_pdu::transit::set(request.header, 1);
  login_request_pdu::csg::set(request.header, operational_stage);
  login_request_pdu::nsg::set(request.header, full_feature_stage);
  login_request_pdu::isid::set(request.header, options.isid);
  basic_header_pdu::initiator_task_tag::set(request.header, 0);  // the same in every request of a login
  login_request_pdu::cid::set(request.header, 1);
  login_request_pdu::cmd_sn::set(request.header, cmd_sn_);
  login_request_pdu::exp_stat_sn::set(request.header, exp_stat_sn_);
  request.data = keys.bytes();
  if (auto sent = send(socket_, request, deadline); !sent) return std::unexpected(sent.error());
  auto response = receive(socket_, login_data_limit, deadline);
  if (!response) return response;
  if (response->opcode() != Opcode::login_response) return protocol_error("a login is answered by another PDU");
  namespace layout = login_response_pdu;
  const auto status = static_cast<unsigned>(layout::status_class::get(response->header) << 8 |
                                            layout::status_detail::get(response->header));
  if (status != 0) {
    return std::unexpected(
        LinkError{LinkError::Kind::refused,
                  fmt::format("the target refuses the login with {:04X}h: {}", status, reason_of(status))});
  }
  const auto stat_sn = static_cast<std::uint32_t>(layout::stat_sn::get(response->header));
  if (!is_first && stat_sn != exp_stat_sn_) return protocol_error("StatSN jumps during login");
  exp_stat_sn_ = stat_sn + 1;
  max_cmd_sn_ = static_cast<std::uint32_t>(layout::max_cmd_sn::get(response->header));
  if (layout::isid::get(response->header) != options.isid) return protocol_error("the login answer changes the ISID");
  if (layout::csg::get(response->header) != operational_stage) return protocol_error("the login answer changes CSG");
  if (layout::continue_bit::get(response->header) != 0) return protocol_error("a short login answer is continued");
  if (layout::version_active::get(response->header) != 0) return protocol_error("Version-active is not 0");
  return response;
}

std::expected<void, LinkError> Connection::adopt_limits() {
  const auto settle = [this](std::string_view key, std::uint32_t& limit) -> std::expected<void, LinkError> {
    const auto answer = login_answers_.value(key);
    if (!answer || *answer == "Irrelevant") return {};
    const auto number = login_answers_.number(key);
    if (!number || *number < smallest_length || *number > largest_length) {
      return protocol_error(
          fmt::format("{}={} is no number from {} to {}", key, *answer, smallest_length, largest_length));
    }
    limit = std::min(limit, *number);
    return {};
  };
  target_data_segment_ = largest_length;
  if (!login_answers_.value("MaxRecvDataSegmentLength")) target_data_segment_ = 8192;  // RFC 7143: the default
  max_burst_ = offered_.max_burst;
  first_burst_ = offered_.first_burst;
  immediate_data_ = login_answers_.value("ImmediateData").value_or("Yes") == "Yes";
  auto settled = settle("MaxRecvDataSegmentLength", target_data_segment_);
  if (settled) settled = settle("MaxBurstLength", max_burst_);
  if (settled) settled = settle("FirstBurstLength", first_burst_);
  return settled;
}

}  // namespace conformance::link::iscsi
