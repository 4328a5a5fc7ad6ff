// SNS: REQUEST SENSE. SPC-4, REQUEST SENSE command, Fixed format sense data.
#include "conformance/cases/judge.h"
#include "conformance/cases/registry.h"
#include "conformance/cases/reply_layout.h"

namespace conformance::cases {
namespace {

namespace layout = sense_fixed;

constexpr std::size_t room = 252;
constexpr std::size_t additional_from = layout::additional_sense_length::end;

link::Answer request_sense(Judge& judge) {
  return judge.good({.cdb = cdb("03 00 00 00 FC 00"), .expected = room}, additional_from);
}

void format_is_fixed(Judge& judge) {
  const auto code = get<layout::response_code>(request_sense(judge).data_in);
  judge.claim(code == 0x70 || code == 0x71, "sense_fixed.response_code", "70h or 71h", fmt::format("{:02X}h", code));
}

void length_counts_what_came(Judge& judge) {
  const auto data = request_sense(judge).data_in;
  judge.equal("bytes by sense_fixed.additional_sense_length",
              additional_from + get<layout::additional_sense_length>(data), std::uint64_t{data.size()});
}

}  // namespace

std::vector<Case> sense_cases() {
  CaseHeader format{.id = "SNS-01",
                    .name = "mmc.request_sense.fixed_format",
                    .title = "without DESC the sense data has the fixed format",
                    .standard = "SPC-4",
                    .clause = "REQUEST SENSE command"};
  CaseHeader length = format;
  length.id = "SNS-02";
  length.name = "mmc.request_sense.additional_length";
  length.title = "the additional sense length counts the bytes that come";
  length.clause = "Fixed format sense data";
  return {{std::move(format), format_is_fixed}, {std::move(length), length_counts_what_came}};
}

}  // namespace conformance::cases
