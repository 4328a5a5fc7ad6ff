#include "emulator/iscsi/negotiation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace emulator::iscsi {
namespace {

// RFC 7143, Text Negotiation: the answers that are not values.
constexpr std::string_view reject = "Reject";
constexpr std::string_view irrelevant = "Irrelevant";
constexpr std::string_view not_understood = "NotUnderstood";

enum class Choice : std::uint8_t {
  smaller,  // the smaller of the two sides' values
  larger,
  each_its_own  // declared: how much the sender takes
};

struct NumberRule {
  std::string_view key;
  std::uint32_t minimum{};
  std::uint32_t maximum{};
  Choice choice{};
  std::uint32_t OwnParameters::* own{};
  std::uint32_t Parameters::* agreed{};  // none where the agreement has no consequence here
  bool normal_sessions_only{};           // irrelevant when SessionType=Discovery
};

constexpr std::array number_rules{
    NumberRule{"MaxRecvDataSegmentLength", fewest_data_bytes, most_data_bytes, Choice::each_its_own,
               &OwnParameters::max_recv_data_segment_length, &Parameters::initiator_max_recv_data_segment_length,
               false},
    NumberRule{"MaxBurstLength", fewest_data_bytes, most_data_bytes, Choice::smaller, &OwnParameters::max_burst_length,
               &Parameters::max_burst_length, true},
    NumberRule{"FirstBurstLength", fewest_data_bytes, most_data_bytes, Choice::smaller,
               &OwnParameters::first_burst_length, &Parameters::first_burst_length, true},
    NumberRule{"MaxConnections", 1, 65'535, Choice::smaller, &OwnParameters::max_connections, nullptr, true},
    NumberRule{"MaxOutstandingR2T", 1, 65'535, Choice::smaller, &OwnParameters::max_outstanding_r2t, nullptr, true},
    NumberRule{"DefaultTime2Wait", 0, 3'600, Choice::larger, &OwnParameters::default_time2wait, nullptr, false},
    NumberRule{"DefaultTime2Retain", 0, 3'600, Choice::smaller, &OwnParameters::default_time2retain, nullptr, false},
    NumberRule{"ErrorRecoveryLevel", 0, 2, Choice::smaller, &OwnParameters::error_recovery_level, nullptr, false},
    NumberRule{"iSCSIProtocolLevel", 0, 31, Choice::smaller, &OwnParameters::protocol_level, nullptr, true},
};

bool is_one_of(std::string_view key, std::initializer_list<std::string_view> keys) {
  return std::ranges::find(keys, key) != keys.end();
}

bool lists(std::string_view value, std::string_view item) {
  const auto items = parse_list(value);
  return std::ranges::find(items, item) != items.end();
}

}  // namespace

std::optional<std::string> Negotiation::answer_number(const KeyValue& offer) {
  const auto rule = std::ranges::find(number_rules, offer.key, &NumberRule::key);
  if (rule == number_rules.end()) return std::nullopt;
  if (rule->normal_sessions_only && type_ == SessionType::discovery) return std::string(irrelevant);
  const auto offered = parse_number(offer.value);
  if (!offered || *offered < rule->minimum || *offered > rule->maximum) return std::string(reject);
  const auto theirs = static_cast<std::uint32_t>(*offered);
  const std::uint32_t own = own_.*(rule->own);
  if (rule->choice == Choice::each_its_own) {
    agreed_.*(rule->agreed) = theirs;
    agreed_.own_max_recv_data_segment_length = own;
    return fmt::format("{}", own);
  }
  std::uint32_t result = rule->choice == Choice::smaller ? std::min(own, theirs) : std::max(own, theirs);
  // FirstBurstLength must not exceed MaxBurstLength, whichever was offered first.
  if (rule->agreed == &Parameters::first_burst_length) result = std::min(result, agreed_.max_burst_length);
  if (rule->agreed != nullptr) agreed_.*(rule->agreed) = result;
  agreed_.first_burst_length = std::min(agreed_.first_burst_length, agreed_.max_burst_length);
  return fmt::format("{}", result);
}

std::optional<std::string> Negotiation::answer_boolean(const KeyValue& offer) {
  if (!is_one_of(offer.key, {"InitialR2T", "ImmediateData", "DataPDUInOrder", "DataSequenceInOrder"})) {
    return std::nullopt;
  }
  if (type_ == SessionType::discovery) return std::string(irrelevant);
  if (offer.value != "Yes" && offer.value != "No") return std::string(reject);
  const bool offered = offer.value == "Yes";
  bool result = true;  // DataPDUInOrder and DataSequenceInOrder: Yes or theirs
  if (offer.key == "InitialR2T") result = agreed_.initial_r2t = own_.initial_r2t || offered;
  if (offer.key == "ImmediateData") result = agreed_.immediate_data = own_.immediate_data && offered;
  return result ? "Yes" : "No";
}

std::string Negotiation::answer_digest(const KeyValue& offer) {
  bool& digest = offer.key == "HeaderDigest" ? agreed_.digests.header : agreed_.digests.data;
  for (const std::string_view item : parse_list(offer.value)) {
    if (item == "None") return "None";
    if (item == "CRC32C" && own_.crc32c) {
      digest = true;
      return "CRC32C";
    }
  }
  return std::string(reject);
}

std::expected<std::optional<std::string>, LoginStatus> Negotiation::answer_one(const KeyValue& offer) {
  // Declarations that the login itself reads.
  if (is_one_of(offer.key, {"InitiatorName", "InitiatorAlias", "TargetName", "SessionType"})) return std::nullopt;
  if (offer.key == "AuthMethod") {
    if (!lists(offer.value, "None")) return std::unexpected(LoginStatus::authentication_failure);
    return "None";
  }
  if (is_one_of(offer.key, {"HeaderDigest", "DataDigest"})) return answer_digest(offer);
  if (offer.key == "TaskReporting") {
    if (type_ == SessionType::discovery) return std::string(irrelevant);
    return lists(offer.value, "RFC3720") ? "RFC3720" : std::string(reject);
  }
  // Markers are obsolete. RFC 7143 wants Reject or No; initiators of its predecessor know only No.
  if (is_one_of(offer.key, {"IFMarker", "OFMarker"})) return "No";
  // Obsolete, or not for an initiator to say during login.
  if (is_one_of(offer.key,
                {"IFMarkInt", "OFMarkInt", "SendTargets", "TargetAlias", "TargetAddress", "TargetPortalGroupTag"})) {
    return std::string(reject);
  }
  if (auto answer = answer_number(offer)) return answer;
  if (auto answer = answer_boolean(offer)) return answer;
  return std::string(not_understood);
}

std::expected<std::vector<KeyValue>, LoginStatus> Negotiation::answer(const std::vector<KeyValue>& offers) {
  std::vector<std::optional<std::string>> values(offers.size());
  // FirstBurstLength last, because its result depends on MaxBurstLength.
  for (const bool first_burst : {false, true}) {
    for (std::size_t i = 0; i < offers.size(); ++i) {
      if ((offers[i].key == "FirstBurstLength") != first_burst) continue;
      if (!seen_.insert(offers[i].key).second) return std::unexpected(LoginStatus::initiator_error);
      auto value = answer_one(offers[i]);
      if (!value) return std::unexpected(value.error());
      values[i] = *std::move(value);
    }
  }
  std::vector<KeyValue> answers;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (values[i]) answers.push_back({offers[i].key, *std::move(values[i])});
  }
  return answers;
}

}  // namespace emulator::iscsi
