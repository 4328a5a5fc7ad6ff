// CDR: track at once on CD-R. MMC-6, Write Parameters Mode Page, WRITE (10) Command; the gaps are those of the Orange
// Book part II as MMC-6 names them.
#include <array>

#include "conformance/cases/registry.h"
#include "conformance/cases/reply_layout.h"
#include "conformance/cases/writing/burning.h"

namespace conformance::cases {
namespace {

using namespace writing;

constexpr std::uint64_t blocks = 300;        // the shortest track of a CD: 4 seconds
constexpr std::uint64_t run_out_blocks = 2;  // counted in the track, never readable
// Lead-out of 90 s, then of 30 s, lead-in of 60 s and a pre-gap of 2 s lie between two sessions.
constexpr std::uint64_t first_gap = 6750 + 4500 + 150;
constexpr std::uint64_t later_gap = 2250 + 4500 + 150;

void select_track_at_once(Judge& judge) {
  namespace page = write_parameters_page;
  constexpr std::size_t header_bytes = 8;
  constexpr std::size_t list_bytes = header_bytes + 52;
  auto list = judge.good({.cdb = cdb("5A 08 05 00 00 00 00 00 3C 00"), .expected = list_bytes}, list_bytes).data_in;
  if (!judge.goes_on()) return;
  list[0] = list[1] = 0;  // MODE DATA LENGTH is reserved in MODE SELECT
  const base::MutableBytes fields = base::MutableBytes(list).subspan(header_bytes);
  page::ps::set(fields, 0);
  page::test_write::set(fields, 0);
  page::write_type::set(fields, 1);     // track at once
  page::multi_session::set(fields, 3);  // another session may follow
  page::fp::set(fields, 0);
  page::track_mode::set(fields, 4);       // data
  page::data_block_type::set(fields, 8);  // 2048 bytes of mode 1
  judge.good({.cdb = cdb("55 10 00 00 00 00 00 00 3C 00"), .data_out = list});
}

struct Burned {
  OpenTrack track;
  base::ByteBuffer data;
};

Burned burn_a_session(Judge& judge) {
  select_track_at_once(judge);
  Burned burned{open_track(judge), random_blocks(judge, blocks)};
  write(judge, burned.track.next, burned.data);
  synchronize(judge);
  close_session(judge);
  return burned;
}

void expect_sessions(Judge& judge, std::uint64_t count) {
  namespace disc = read_disc_information_reply;
  const auto data = disc_information(judge);
  judge.equal("disc_status", 1U, get<disc::disc_status>(data));  // appendable
  judge.equal("number_of_sessions_lsb", count + 1, get<disc::number_of_sessions_lsb>(data));
}

void one_track_makes_a_session(Judge& judge) {
  const Burned burned = burn_a_session(judge);
  expect_sessions(judge, 1);
  judge.equal("logical_block_address of READ CAPACITY", burned.track.next + blocks + run_out_blocks - 1,
              last_address(judge));
  read_back(judge, burned.track.next, base::Bytes(burned.data).first(32 * block_bytes));
  read_back(judge, burned.track.next + blocks - 32, base::Bytes(burned.data).last(32 * block_bytes));
  judge.allowed({.cdb = read_10(burned.track.next + blocks, 1), .expected = block_bytes});
}

void next_session_begins_after_the_gap(Judge& judge) {
  namespace session = session_information_reply;
  const auto sessions = static_cast<std::uint64_t>(judge.situation().complete_sessions);
  const std::uint64_t lead_out = last_address(judge) + 1;
  const Burned burned = burn_a_session(judge);
  judge.equal("next_writable_address", lead_out + (sessions == 1 ? first_gap : later_gap), burned.track.next);
  expect_sessions(judge, sessions + 1);
  const auto data = judge.good({.cdb = cdb("43 00 01 00 00 00 00 00 0C 00"), .expected = 12}, 12).data_in;
  judge.equal("start_address_of_first_track_in_last_session", burned.track.next,
              get<session::start_address_of_first_track_in_last_session>(data));
  read_back(judge, burned.track.next, base::Bytes(burned.data).first(32 * block_bytes));
}

}  // namespace

std::vector<Case> track_at_once_cases() {
  CaseHeader one{.id = "CDR-01",
                 .name = "mmc.track_at_once.one_session",
                 .title = "a track at once makes a readable session, but for its run-out blocks",
                 .standard = "MMC-6",
                 .clause = "Write Parameters Mode Page, Write Type",
                 .needs = {"medium:cd-r", "medium:blank", "current:cd_track_at_once"},
                 .destroys = true,
                 .allowed = {{0x02, link::SenseCode{5, 0x64, 0}},
                             {0x02, link::SenseCode{5, 0x21, 0}},
                             {0x02, link::SenseCode{3, 0x11, 0}},
                             {0x02, link::SenseCode{3, 0x11, 5}}}};
  CaseHeader next = one;
  next.id = "CDR-02";
  next.name = "mmc.track_at_once.next_session";
  next.title = "the next session begins after lead-out, lead-in and pre-gap";
  next.needs = {"medium:cd-r", "medium:appendable", "medium:readable", "current:cd_track_at_once"};
  next.allowed = {};
  return {{std::move(one), one_track_makes_a_session}, {std::move(next), next_session_begins_after_the_gap}};
}

}  // namespace conformance::cases
