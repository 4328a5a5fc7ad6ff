// RCP, RBC, RDI, RTI, TOC: what a drive says about its disc. MMC-6, the commands' clauses.
#include <algorithm>

#include "conformance/cases/disc_requests.h"
#include "conformance/cases/judge.h"
#include "conformance/cases/registry.h"
#include "conformance/cases/reply_layout.h"

namespace conformance::cases {
namespace {

namespace disc = read_disc_information_reply;
namespace track = read_track_information_reply;

constexpr std::size_t disc_bytes = 34;
constexpr std::size_t track_bytes = 36;
constexpr std::uint64_t lead_out = 0xAA;
enum class AddressType : std::uint8_t { lba = 0, track = 1 };

base::ByteBuffer track_information(Judge& judge, AddressType type, std::uint64_t address) {
  namespace layout = read_track_information_cdb;
  auto bytes =
      with<layout::address_number_type>(cdb("52 00 00 00 00 00 00 00 24 00"), static_cast<std::uint64_t>(type));
  bytes = with<layout::logical_block_address_track_session_number>(std::move(bytes), address);
  return judge.good({.cdb = bytes, .expected = track_bytes}, track_bytes).data_in;
}

// The address in the lead-out's descriptor of a table of contents; the descriptor must be the last.
std::uint64_t lead_out_of(Judge& judge, base::Bytes toc) {
  constexpr std::size_t header = 4;
  constexpr std::size_t descriptor = 8;
  judge.claim(toc.size() >= header + descriptor && (toc.size() - header) % descriptor == 0, "toc_reply.data_length",
              "whole descriptors", fmt::format("{} bytes", toc.size()));
  if (!judge.goes_on()) return 0;
  const base::Bytes last = toc.last(descriptor);
  judge.equal("track number of the last descriptor", lead_out, get<toc_track_descriptor::track_number>(last));
  return get<toc_track_descriptor::track_start_address>(last);
}

base::ByteBuffer table_of_contents(Judge& judge, std::string_view hex) {
  return judge.good({.cdb = cdb(hex), .expected = 804}, 12).data_in;
}

void block_length_and_last_address(Judge& judge) {
  const auto data = judge.good({.cdb = cdb("25 00 00 00 00 00 00 00 00 00"), .expected = 8}, 8).data_in;
  judge.equal("read_capacity_10_reply.block_length_in_bytes", 2048U,
              get<read_capacity_10_reply::block_length_in_bytes>(data));
  if (judge.situation().identity.situation.state != trace::DiscState::complete) return;
  const auto end = lead_out_of(judge, table_of_contents(judge, "43 00 00 00 00 00 01 03 24 00"));
  judge.equal("read_capacity_10_reply.logical_block_address", end - 1,
              get<read_capacity_10_reply::logical_block_address>(data));
}

void buffer_has_no_more_free_than_it_has(Judge& judge) {
  namespace feature = real_time_streaming_feature;
  constexpr std::size_t descriptor_header = 4;
  constexpr std::uint16_t real_time_streaming = 0x0107;
  base::ByteBuffer descriptor(descriptor_header);
  const auto& data = judge.situation().features.at(real_time_streaming).data;
  descriptor.insert(descriptor.end(), data.begin(), data.end());
  if (get<feature::rbcb>(descriptor) == 0) judge.skip("RBCB is 0");
  const auto reply = judge.good({.cdb = cdb("5C 00 00 00 00 00 00 00 0C 00"), .expected = 12}, 12).data_in;
  const auto all = get<read_buffer_capacity_reply::length_of_buffer>(reply);
  const auto available = get<read_buffer_capacity_reply::available_length_of_buffer>(reply);
  judge.claim(available <= all, "read_buffer_capacity_reply.available_length_of_buffer", fmt::format("at most {}", all),
              fmt::to_string(available));
  judge.good({.cdb = cdb("5C 01 00 00 00 00 00 00 0C 00"), .expected = 12});
}

void length_is_asked_first(Judge& judge) {
  const auto head = judge.good({.cdb = cdb("51 00 00 00 00 00 00 00 02 00"), .expected = 2}, 2).data_in;
  const std::size_t size = 2 + get<disc::disc_information_length>(head);
  judge.claim(size >= disc_bytes, "disc_information_length", "at least 32", fmt::to_string(size - 2));
  auto whole = cdb("51 00 00 00 00 00 00 00 00 00");
  whole[7] = static_cast<std::uint8_t>(size >> 8);
  whole[8] = static_cast<std::uint8_t>(size);
  judge.equal("bytes by disc_information_length", size, judge.good({.cdb = whole, .expected = size}).data_in.size());
}

void state_words_agree(Judge& judge) {
  constexpr std::uint64_t empty = 0;
  constexpr std::uint64_t incomplete = 1;
  constexpr std::uint64_t complete = 3;
  const auto data = disc_information(judge);
  const auto last_session = get<disc::state_of_last_session>(data);
  judge.equal("number_of_first_track_on_disc", 1U, get<disc::number_of_first_track_on_disc>(data));
  switch (judge.situation().identity.situation.state) {
    case trace::DiscState::blank:
      judge.equal("state_of_last_session", empty, last_session);
      judge.equal("number_of_sessions_lsb", 1U, get<disc::number_of_sessions_lsb>(data));
      judge.equal("last_track_number_in_last_session_lsb", 1U, get<disc::last_track_number_in_last_session_lsb>(data));
      return;
    case trace::DiscState::appendable:
      judge.claim(last_session == empty || last_session == incomplete, "state_of_last_session", "empty or incomplete",
                  fmt::to_string(last_session));
      return;
    default:
      judge.equal("state_of_last_session", complete, last_session);
  }
}

void one_track_by_every_address(Judge& judge) {
  const auto first = track_information(judge, AddressType::track, 1);
  judge.equal("logical_track_number_lsb", 1U, get<track::logical_track_number_lsb>(first));
  const auto start = get<track::logical_track_start_address>(first);
  // A blank disc need not have an address in a track yet.
  if (judge.situation().complete_sessions > 0) {
    const auto by_address = track_information(judge, AddressType::lba, start);
    judge.prefix("track by address", first, by_address);
  }
  if (judge.situation().identity.situation.state == trace::DiscState::complete) return;
  const auto last_number = get<disc::last_track_number_in_last_session_lsb>(disc_information(judge));
  const auto last = track_information(judge, AddressType::track, last_number);
  judge.prefix("track by FFh", last, track_information(judge, AddressType::track, 0xFF));
}

void next_writable_address_is_free(Judge& judge) {
  const auto last_number = get<disc::last_track_number_in_last_session_lsb>(disc_information(judge));
  const auto data = track_information(judge, AddressType::track, last_number);
  judge.equal("nwa_v", 1U, get<track::nwa_v>(data));
  const auto start = static_cast<std::int32_t>(get<track::logical_track_start_address>(data));
  const auto next = static_cast<std::int32_t>(get<track::next_writable_address>(data));
  // On a blank CD the address before the pre-gap, -150, comes before the track's start.
  judge.claim(next >= start || next == start - 150, "next_writable_address", fmt::format("from {}", start),
              fmt::to_string(next));
  const auto free = get<track::free_blocks>(data);
  judge.claim(free > 0 && free <= get<track::logical_track_size>(data), "free_blocks",
              fmt::format("1 to {}", get<track::logical_track_size>(data)), fmt::to_string(free));
}

// MMC-6, LBA to MSF translation, for addresses from -150.
std::uint64_t lba_of_msf(std::uint64_t msf) {
  const std::uint64_t minute = msf >> 16 & 0xFF;
  const std::uint64_t second = msf >> 8 & 0xFF;
  return (minute * 60 + second) * 75 + (msf & 0xFF) - 150;
}

void lead_out_is_last(Judge& judge) {
  const auto by_lba = lead_out_of(judge, table_of_contents(judge, "43 00 00 00 00 00 01 03 24 00"));
  const auto by_msf = lead_out_of(judge, table_of_contents(judge, "43 02 00 00 00 00 01 03 24 00"));
  constexpr std::uint64_t last_msf_address = 449'849;  // 99:59:74
  if (by_lba > last_msf_address) return;
  judge.equal("lead-out by MSF", by_lba, lba_of_msf(by_msf));
}

void session_information_points_to_the_last(Judge& judge) {
  namespace session = session_information_reply;
  const auto data = judge.good({.cdb = cdb("43 00 01 00 00 00 00 00 0C 00"), .expected = 12}, 12).data_in;
  const auto number = get<session::first_track_number_in_last_complete_session>(data);
  const auto first = track_information(judge, AddressType::track, number);
  judge.equal("start_address_of_first_track_in_last_session", get<track::logical_track_start_address>(first),
              get<session::start_address_of_first_track_in_last_session>(data));
  judge.equal("last_complete_session_number", static_cast<std::uint64_t>(judge.situation().complete_sessions),
              get<session::last_complete_session_number>(data));
}

}  // namespace

std::vector<Case> information_cases() {
  const auto header = [](std::string_view id, std::string_view command, std::string_view name, std::string_view title,
                         std::vector<std::string> needs) {
    std::string area(command);
    std::ranges::transform(area, area.begin(), [](char c) { return c == ' ' ? '_' : static_cast<char>(c | 0x20); });
    return CaseHeader{.id = std::string(id),
                      .name = fmt::format("mmc.{}.{}", area, name),
                      .title = std::string(title),
                      .standard = "MMC-6",
                      .clause = fmt::format("{} Command", command),
                      .needs = std::move(needs)};
  };
  return {{header("RCP-01", "READ CAPACITY", "last_address", "blocks of 2048 bytes, and the lead-out follows the last",
                  {"medium:readable"}),
           block_length_and_last_address},
          {header("RBC-01", "READ BUFFER CAPACITY", "free_is_part", "no more of the buffer is free than there is",
                  {"medium:any", "current:real_time_streaming"}),
           buffer_has_no_more_free_than_it_has},
          {header("RDI-01", "READ DISC INFORMATION", "length_first", "two bytes give the length of the whole",
                  {"medium:any"}),
           length_is_asked_first},
          {header("RDI-02", "READ DISC INFORMATION", "states", "status, session state and counts agree",
                  {"medium:blank|appendable|complete"}),
           state_words_agree},
          {header("RTI-01", "READ TRACK INFORMATION", "addresses", "a track is the same by number, address and FFh",
                  {"medium:blank|appendable|complete"}),
           one_track_by_every_address},
          {header("RTI-03", "READ TRACK INFORMATION", "next_writable",
                  "the open track has a next address and free blocks", {"medium:blank|appendable"}),
           next_writable_address_is_free},
          {header("TOC-02", "READ TOC", "lead_out_last", "the lead-out is last, and its LBA and MSF agree",
                  {"medium:readable"}),
           lead_out_is_last},
          {header("TOC-03", "READ TOC", "last_session", "session information points to the last complete session",
                  {"medium:readable", "medium:cd-r|cd-rw|cd-rom"}),
           session_information_points_to_the_last}};
}

}  // namespace conformance::cases
