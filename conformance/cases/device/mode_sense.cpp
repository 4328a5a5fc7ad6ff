// MSN: MODE SENSE (10). SPC-4, MODE SENSE(10) command; MMC-6, Mode Parameters for Multi-Media Devices.
#include <algorithm>
#include <array>
#include <utility>

#include "conformance/cases/judge.h"
#include "conformance/cases/registry.h"
#include "conformance/cases/reply_layout.h"

namespace conformance::cases {
namespace {

constexpr std::size_t header_bytes = 8;
constexpr std::size_t page_header_bytes = 2;
constexpr std::uint8_t all_pages = 0x3F;

base::ByteBuffer mode_sense(std::uint8_t page, std::size_t allocation) {
  auto bytes = with<mode_sense_10_cdb::page_code>(cdb("5A 08 00 00 00 00 00 00 00 00"), page);  // DBD
  return with<mode_sense_10_cdb::allocation_length>(std::move(bytes), allocation);
}

base::ByteBuffer pages(Judge& judge, std::uint8_t page, std::size_t allocation = 0x8000) {
  return judge.good({.cdb = mode_sense(page, allocation), .expected = allocation}, header_bytes).data_in;
}

struct Page {
  std::uint8_t code{};
  base::ByteBuffer bytes;  // with its header
};

std::vector<Page> split(Judge& judge, base::Bytes data) {
  std::vector<Page> found;
  std::size_t at = header_bytes + get<mode_parameter_header_10::block_descriptor_length>(data);
  while (judge.goes_on() && at < data.size()) {
    const base::Bytes rest = data.subspan(at);
    const std::size_t size = page_header_bytes + get<mode_page_header::page_length>(rest);
    judge.claim(rest.size() >= page_header_bytes && size <= rest.size(), "mode_page_header.page_length",
                fmt::format("at most {}", rest.size()), fmt::to_string(size));
    if (!judge.goes_on()) break;
    const base::Bytes page = rest.first(size);
    found.push_back({static_cast<std::uint8_t>(get<mode_page_header::page_code>(page)), {page.begin(), page.end()}});
    at += size;
  }
  return found;
}

void no_block_descriptor(Judge& judge) {
  const auto data = pages(judge, all_pages);
  judge.equal("mode_parameter_header_10.block_descriptor_length", 0U,
              get<mode_parameter_header_10::block_descriptor_length>(data));
  // MODE DATA LENGTH counts from byte 2.
  judge.equal("bytes by mode_data_length", get<mode_parameter_header_10::mode_data_length>(data) + 2,
              std::uint64_t{data.size()});
}

// MMC-6, Mode Parameters for Multi-Media Devices; SPC-4 for the others. The capabilities page grows with its table.
constexpr std::array<std::pair<std::uint8_t, std::size_t>, 8> page_lengths{
    {{0x01, 0x0A}, {0x05, 0x32}, {0x08, 0x0A}, {0x0D, 0x06}, {0x0E, 0x0E}, {0x1A, 0x0A}, {0x1C, 0x0A}, {0x1D, 0x08}}};

void page_lengths_are_those_of_the_standard(Judge& judge) {
  const auto found = split(judge, pages(judge, all_pages));
  judge.claim(!found.empty(), "mode pages", "at least one", "none");
  for (const Page& page : found) {
    const auto* const known = std::ranges::find(page_lengths, page.code, &std::pair<std::uint8_t, std::size_t>::first);
    if (known == page_lengths.end()) continue;
    judge.equal(fmt::format("page {:02X}h page_length", page.code), known->second,
                page.bytes.size() - page_header_bytes);
  }
}

void page_alone_is_the_same(Judge& judge) {
  for (const Page& page : split(judge, pages(judge, all_pages))) {
    const auto alone = split(judge, pages(judge, page.code));
    if (!judge.goes_on()) return;
    judge.equal(fmt::format("pages in the answer for {:02X}h", page.code), std::size_t{1}, alone.size());
    if (!judge.goes_on()) return;
    judge.prefix(fmt::format("page {:02X}h", page.code), page.bytes, alone[0].bytes);
    judge.equal(fmt::format("page {:02X}h length", page.code), page.bytes.size(), alone[0].bytes.size());
  }
}

void every_length_gives_a_prefix(Judge& judge) {
  const auto whole = pages(judge, all_pages);
  std::vector<std::size_t> allocations{0x0A, 0xFFF0};
  const auto count = 10 + judge.random().below(16);
  for (std::uint64_t i = 0; i < count; ++i) allocations.push_back(judge.random().below(whole.size() + 64));
  for (const std::size_t allocation : allocations) {
    const auto answer = judge.good({.cdb = mode_sense(all_pages, allocation), .expected = allocation},
                                   std::min(allocation, whole.size()));
    judge.prefix("mode parameters", whole, answer.data_in);
  }
}

}  // namespace

std::vector<Case> mode_cases() {
  const auto header = [](std::string_view id, std::string_view claim, std::string_view title) {
    return CaseHeader{.id = std::string(id),
                      .name = fmt::format("mmc.mode_sense_10.{}", claim),
                      .title = std::string(title),
                      .standard = "MMC-6",
                      .clause = "Mode Parameters for Multi-Media Devices"};
  };
  return {
      {header("MSN-01", "no_block_descriptor", "there is no block descriptor and the length is whole"),
       no_block_descriptor},
      {header("MSN-02", "page_lengths", "pages have the lengths of the standard"),
       page_lengths_are_those_of_the_standard},
      {header("MSN-03", "page_alone", "a page alone is the same as among all"), page_alone_is_the_same},
      {header("MSN-04", "allocation_lengths", "every allocation length gives a prefix"), every_length_gives_a_prefix}};
}

}  // namespace conformance::cases
