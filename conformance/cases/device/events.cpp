// GES: GET EVENT STATUS NOTIFICATION. MMC-6, GET EVENT STATUS NOTIFICATION Command.
#include "conformance/cases/judge.h"
#include "conformance/cases/registry.h"
#include "conformance/cases/reply_layout.h"

namespace conformance::cases {
namespace {

namespace layout = event_header;

constexpr std::size_t header_bytes = 4;

base::ByteBuffer polled(std::uint8_t classes) {
  base::ByteBuffer bytes = cdb("4A 01 00 00 00 00 00 00 08 00");
  bytes[4] = classes;  // NOTIFICATION CLASS REQUEST: bit n asks for class n
  return bytes;
}

void header_alone_has_the_whole_length(Judge& judge) {
  base::ByteBuffer four = polled(0x7E);
  four[8] = header_bytes;
  const auto answer = judge.good({.cdb = four, .expected = header_bytes}, header_bytes);
  judge.equal("event_header.event_descriptor_length", 6U, get<layout::event_descriptor_length>(answer.data_in));
  judge.equal("event_header.nea", 0U, get<layout::nea>(answer.data_in));
  judge.claim(get<layout::notification_class>(answer.data_in) != 0, "event_header.notification_class", "not 0", "0");
}

void supported_classes_stay(Judge& judge) {
  const auto first = judge.good({.cdb = polled(0x7E), .expected = 8}, header_bytes);
  const auto supported = get<layout::supported_event_classes>(first.data_in);
  judge.claim(supported != 0, "event_header.supported_event_classes", "not 0", "0");
  for (const int classes : {0x10, 0x02, 0x7E, 0x10}) {
    const auto answer = judge.good({.cdb = polled(static_cast<std::uint8_t>(classes)), .expected = 8}, header_bytes);
    judge.equal("event_header.supported_event_classes", supported,
                get<layout::supported_event_classes>(answer.data_in));
  }
}

void class_that_is_not_supported_has_no_event(Judge& judge) {
  const auto first = judge.good({.cdb = polled(0x7E), .expected = 8}, header_bytes);
  const auto supported = get<layout::supported_event_classes>(first.data_in);
  const auto unsupported = static_cast<std::uint8_t>(~supported & 0xFE);  // bit 0 is reserved
  if (unsupported == 0) judge.skip("the drive supports every event class");
  const auto answer = judge.good({.cdb = polled(unsupported), .expected = 8}, header_bytes);
  judge.equal("event_header.nea", 1U, get<layout::nea>(answer.data_in));
}

}  // namespace

std::vector<Case> event_cases() {
  const auto header = [](std::string_view id, std::string_view claim, std::string_view title) {
    return CaseHeader{.id = std::string(id),
                      .name = fmt::format("mmc.get_event_status_notification.{}", claim),
                      .title = std::string(title),
                      .standard = "MMC-6",
                      .clause = "GET EVENT STATUS NOTIFICATION Command"};
  };
  return {{header("GES-01", "header_alone", "four bytes have the whole length and a class"),
           header_alone_has_the_whole_length},
          {header("GES-02", "supported_classes", "the supported classes are the same in every answer"),
           supported_classes_stay},
          {header("GES-04", "unsupported_class", "a class that is not supported has no event available"),
           class_that_is_not_supported_has_no_event}};
}

}  // namespace conformance::cases
