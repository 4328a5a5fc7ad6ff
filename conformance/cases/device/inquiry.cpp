// INQ: INQUIRY. SPC-4, INQUIRY command; the claims are those of the Windows logo tests, as far as the standard has
// them.
#include <algorithm>

#include "conformance/cases/judge.h"
#include "conformance/cases/registry.h"
#include "conformance/cases/reply_layout.h"

namespace conformance::cases {
namespace {

namespace layout = standard_inquiry_data;

// SPC-4: standard INQUIRY data has at least 36 bytes.
constexpr std::size_t least_bytes = 36;
constexpr std::size_t header_bytes = 5;  // ADDITIONAL LENGTH counts from byte 5

base::ByteBuffer inquiry(std::size_t allocation) {
  return with<inquiry_cdb::allocation_length>(cdb("12 00 00 00 00 00"), allocation);
}

// All of it: the length is asked first.
base::ByteBuffer whole_data(Judge& judge) {
  const auto head = judge.good({.cdb = inquiry(header_bytes), .expected = header_bytes}, header_bytes);
  const std::size_t size = header_bytes + get<layout::additional_length>(head.data_in);
  return judge.good({.cdb = inquiry(size), .expected = size}, std::min(size, least_bytes)).data_in;
}

void eight_bytes_give_the_length(Judge& judge) {
  const auto answer = judge.good({.cdb = inquiry(8), .expected = 8}, 8);
  const auto length = get<layout::additional_length>(answer.data_in);
  judge.claim(length >= least_bytes - header_bytes, "additional_length", "at least 31", fmt::to_string(length));
}

void device_type_is_5(Judge& judge) {
  const auto data = whole_data(judge);
  judge.equal("peripheral_device_type", 5U, get<layout::peripheral_device_type>(data));
  judge.equal("peripheral_qualifier", 0U, get<layout::peripheral_qualifier>(data));
  judge.equal("rmb", 1U, get<layout::rmb>(data));
  judge.equal("response_data_format", 2U, get<layout::response_data_format>(data));
}

struct Text {
  std::string_view name;
  std::size_t first;
  std::size_t size;
};

void texts_are_padded_ascii(Judge& judge) {
  const auto data = whole_data(judge);
  if (!judge.goes_on()) return;
  for (const Text& text : {Text{"vendor", 8, 8}, Text{"product", 16, 16}, Text{"revision", 32, 4}}) {
    const std::string bytes(data.begin() + static_cast<std::ptrdiff_t>(text.first),
                            data.begin() + static_cast<std::ptrdiff_t>(text.first + text.size));
    const bool is_printable = std::ranges::all_of(bytes, [](char c) { return c >= 0x20 && c < 0x7F; });
    judge.claim(is_printable, text.name, "printable ASCII", bytes);
    judge.claim(bytes.front() != ' ', text.name, "left-aligned and not empty", bytes);
  }
}

void flags_of_other_devices_are_zero(Judge& judge) {
  const auto data = whole_data(judge);
  judge.equal("normaca", 0U, get<layout::normaca>(data));
  judge.equal("sccs", 0U, get<layout::sccs>(data));
  judge.equal("tpgs", 0U, get<layout::tpgs>(data));
  judge.equal("third_party_copy", 0U, get<layout::third_party_copy>(data));
  judge.equal("protect", 0U, get<layout::protect>(data));
  judge.equal("encserv", 0U, get<layout::encserv>(data));
}

void vpd_is_never_standard_data(Judge& judge) {
  const auto answer = judge.allowed({.cdb = cdb("12 01 00 00 F0 00"), .expected = 240});
  if (!judge.goes_on() || answer.status != link::status_good) return;
  judge.claim(answer.data_in.size() >= vpd_page_header::page_length::end, "data-in", "at least 4 bytes",
              fmt::format("{} bytes", answer.data_in.size()));
  // Byte 1 holds the page code here, and RMB, which a drive sets, in the standard data.
  judge.equal("vpd_page_header.page_code", 0U, get<vpd_page_header::page_code>(answer.data_in));
}

void every_length_gives_a_prefix(Judge& judge) {
  const auto whole = whole_data(judge);
  const auto count = 10 + judge.random().below(16);
  const std::size_t room = whole.size() + 64;  // more than is asked for: what is too much is seen
  for (std::uint64_t i = 0; i < count && judge.goes_on(); ++i) {
    const std::size_t size = judge.random().below(room);
    const auto answer = judge.good({.cdb = inquiry(size), .expected = room});
    judge.equal(fmt::format("data-in bytes for an allocation length of {}", size), std::min(size, whole.size()),
                answer.data_in.size());
    judge.prefix("standard_inquiry_data", whole, answer.data_in);
  }
}

}  // namespace

std::vector<Case> inquiry_cases() {
  const CaseHeader common{.standard = "SPC-4", .clause = "Standard INQUIRY data"};
  const auto header = [&](std::string_view id, std::string_view claim, std::string_view title) {
    CaseHeader made = common;
    made.id = id;
    made.name = fmt::format("mmc.inquiry.{}", claim);
    made.title = title;
    return made;
  };
  CaseHeader flags = header("INQ-04", "flags_are_zero", "flags of other device types are zero");
  // Byte 3 is 32h on many ATAPI drives, so the bits of NORMACA and HISUP read 1 there.
  flags.level = Level::observed;
  flags.seen = {{"HL-DT-ST BU40N 1.03", "fail"}, {"PIONEER DVR-115 1.22", "fail"}};
  CaseHeader vpd = header("INQ-05", "vpd_is_not_standard_data", "EVPD is answered with VPD data or refused");
  vpd.clause = "Vital product data parameters";
  vpd.allowed = {{0x00}, {0x02, link::SenseCode{5, 0x24, 0}}};
  return {{header("INQ-01", "eight_bytes", "8 bytes give the additional length, which is at least 31"),
           eight_bytes_give_the_length},
          {header("INQ-02", "device_type", "a removable medium device of type 5"), device_type_is_5},
          {header("INQ-03", "texts", "vendor, product and revision are padded ASCII"), texts_are_padded_ascii},
          {std::move(flags), flags_of_other_devices_are_zero},
          {std::move(vpd), vpd_is_never_standard_data},
          {header("INQ-06", "allocation_lengths", "every allocation length is GOOD and gives a prefix"),
           every_length_gives_a_prefix}};
}

}  // namespace conformance::cases
