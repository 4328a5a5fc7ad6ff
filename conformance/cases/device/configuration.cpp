// GCF, GCN, SER: GET CONFIGURATION. MMC-6, GET CONFIGURATION Command and Feature definitions.
#include <algorithm>
#include <array>

#include "conformance/cases/judge.h"
#include "conformance/cases/registry.h"
#include "conformance/cases/reply_layout.h"

namespace conformance::cases {
namespace {

constexpr std::size_t header_bytes = 8;
constexpr std::size_t most_bytes = 65532;
enum class RequestType : std::uint8_t { all = 0, current = 1, one = 2 };

base::ByteBuffer get_configuration(RequestType type, std::uint16_t start, std::size_t allocation) {
  namespace layout = get_configuration_cdb;
  auto bytes = with<layout::rt>(cdb("46 00 00 00 00 00 00 00 00 00"), static_cast<std::uint64_t>(type));
  bytes = with<layout::starting_feature_number>(std::move(bytes), start);
  return with<layout::allocation_length>(std::move(bytes), allocation);
}

base::ByteBuffer answer_to(Judge& judge, RequestType type, std::uint16_t start = 0) {
  return judge.good({.cdb = get_configuration(type, start, most_bytes), .expected = most_bytes}, header_bytes).data_in;
}

Situation features_of(base::Bytes reply) {
  Situation found;
  read_features(reply, found);
  return found;
}

void no_profile_is_current(Judge& judge) {
  const auto reply = answer_to(judge, RequestType::all);
  judge.equal("configuration_header.current_profile", 0U, get<configuration_header::current_profile>(reply));
  for (const ProfileState& profile : features_of(reply).profiles) {
    judge.equal(fmt::format("profile_descriptor {:04X}h current_p", profile.number), false, profile.is_current);
  }
}

void random_readable_is_listed_but_not_current(Judge& judge) {
  constexpr std::uint16_t random_readable = 0x0010;
  const Situation one = features_of(answer_to(judge, RequestType::one, random_readable));
  judge.claim(one.has_feature(random_readable), "random_readable_feature", "its descriptor", "no descriptor");
  judge.equal("random_readable_feature current", false, one.has_current(random_readable));
  const Situation current = features_of(answer_to(judge, RequestType::current, random_readable));
  judge.equal("random_readable_feature among the current ones", false, current.has_feature(random_readable));
}

void data_length_stays_the_same(Judge& judge) {
  const auto whole = answer_to(judge, RequestType::all);
  const auto length = get<configuration_header::data_length>(whole);
  judge.claim(length != 0 && length % 4 == 0, "configuration_header.data_length", "a multiple of 4, not 0",
              fmt::to_string(length));
  for (const std::size_t allocation : {std::size_t{4}, std::size_t{8}, std::size_t{11}, std::size_t{200}}) {
    const auto answer = judge.good({.cdb = get_configuration(RequestType::all, 0, allocation), .expected = allocation},
                                   std::min(allocation, whole.size()));
    judge.prefix("configuration", whole, answer.data_in);
  }
}

void current_profile_is_flagged(Judge& judge) {
  const auto reply = answer_to(judge, RequestType::all);
  const auto current = get<configuration_header::current_profile>(reply);
  judge.claim(current != 0, "configuration_header.current_profile", "that of the disc", "0");
  bool is_flagged = false;
  for (const ProfileState& profile : features_of(reply).profiles) {
    is_flagged = is_flagged || (profile.number == current && profile.is_current);
  }
  judge.claim(is_flagged, "profile_descriptor.current_p", fmt::format("set for {:04X}h", current), "not set");
}

void descriptors_fill_the_length(Judge& judge) {
  namespace header = feature_descriptor_header;
  const auto reply = answer_to(judge, RequestType::all);
  // DATA LENGTH counts from byte 4.
  judge.equal("bytes by configuration_header.data_length", get<configuration_header::data_length>(reply) + 4,
              std::uint64_t{reply.size()});
  int last = -1;
  std::size_t at = header_bytes;
  while (judge.goes_on() && at < reply.size()) {
    const base::Bytes rest = base::Bytes(reply).subspan(at);
    judge.claim(rest.size() >= header::additional_length::end, "feature_descriptor_header", "4 bytes",
                fmt::format("{} bytes", rest.size()));
    const auto code = static_cast<int>(get<header::feature_code>(rest));
    const auto length = get<header::additional_length>(rest);
    judge.claim(code > last, "feature_code", fmt::format("above {:04X}h", last), fmt::format("{:04X}h", code));
    judge.claim(length % 4 == 0, fmt::format("feature {:04X}h additional_length", code), "a multiple of 4",
                fmt::to_string(length));
    last = code;
    at += header::additional_length::end + length;
  }
  judge.equal("end of the last descriptor", reply.size(), at);
}

void request_types_choose(Judge& judge) {
  const Situation all = features_of(answer_to(judge, RequestType::all));
  const Situation current = features_of(answer_to(judge, RequestType::current));
  for (const auto& [code, feature] : all.features) {
    judge.equal(fmt::format("feature {:04X}h among the current ones", code), feature.is_current,
                current.has_feature(code));
    if (!judge.goes_on()) return;
    const Situation one = features_of(answer_to(judge, RequestType::one, code));
    judge.claim(one.features.size() == 1 && one.has_feature(code), fmt::format("features with RT 10b, {:04X}h", code),
                "exactly this", fmt::format("{} descriptors", one.features.size()));
  }
  constexpr std::uint16_t reserved = 0xFF00;  // MMC-6: vendor specific from FF00h; a drive may have it
  if (all.has_feature(reserved)) return;
  const auto none = answer_to(judge, RequestType::one, reserved);
  judge.equal("bytes for a feature that is absent", header_bytes, none.size());
}

void basic_features_are_persistent(Judge& judge) {
  const Situation all = features_of(answer_to(judge, RequestType::all));
  for (const int code : {0x0000, 0x0001, 0x0002, 0x0003, 0x0100, 0x0105}) {
    const auto feature = static_cast<std::uint16_t>(code);
    judge.claim(all.has_current(feature), fmt::format("feature {:04X}h", code), "reported and current",
                all.has_feature(feature) ? "not current" : "not reported");
  }
}

void serial_number_is_ascii(Judge& judge) {
  constexpr std::uint16_t drive_serial_number = 0x0108;
  const Situation all = features_of(answer_to(judge, RequestType::all));
  const auto found = all.features.find(drive_serial_number);
  judge.claim(found != all.features.end(), "feature 0108h", "reported", "not reported");
  if (!judge.goes_on()) return;
  const std::string serial(found->second.data.begin(), found->second.data.end());
  const bool is_ascii = std::ranges::all_of(serial, [](char c) { return c >= 0x20 && c < 0x7F; });
  judge.claim(is_ascii, "drive serial number", "printable ASCII", serial);
  judge.claim(serial.find_first_not_of(' ') != std::string::npos, "drive serial number", "not empty", serial);
}

}  // namespace

std::vector<Case> configuration_cases() {
  const auto header = [](std::string_view id, std::string_view claim, std::string_view title, std::string_view need) {
    CaseHeader made{.id = std::string(id),
                    .name = fmt::format("mmc.get_configuration.{}", claim),
                    .title = std::string(title),
                    .standard = "MMC-6",
                    .clause = "GET CONFIGURATION Command"};
    if (!need.empty()) made.needs = {std::string(need)};
    return made;
  };
  return {{header("GCN-02", "no_profile_current", "without a disc no profile is current", "medium:none"),
           no_profile_is_current},
          {header("GCN-03", "feature_listed_without_disc", "without a disc Random Readable is listed, not current",
                  "medium:none"),
           random_readable_is_listed_but_not_current},
          {header("GCF-02", "data_length", "the data length does not depend on the allocation length", ""),
           data_length_stays_the_same},
          {header("GCF-03", "current_profile", "the current profile is flagged in the list", "medium:any"),
           current_profile_is_flagged},
          {header("GCF-05", "descriptors_ascend", "descriptors ascend and fill the data length", ""),
           descriptors_fill_the_length},
          {header("GCF-08", "request_types", "RT chooses all, the current, or exactly one feature", ""),
           request_types_choose},
          {header("GCF-10", "basic_features", "the features of every drive are current", ""),
           basic_features_are_persistent},
          {header("SER-01", "serial_number", "the drive serial number is ASCII", "feature:drive_serial_number"),
           serial_number_is_ascii}};
}

}  // namespace conformance::cases
