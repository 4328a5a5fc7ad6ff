// WRT: sequential recording on media that need no mode page, DVD+R and BD-R; and no recording on closed discs. MMC-6,
// WRITE (10) Command, CLOSE TRACK SESSION Command.
#include "conformance/cases/registry.h"
#include "conformance/cases/reply_layout.h"
#include "conformance/cases/writing/burning.h"

namespace conformance::cases {
namespace {

using namespace writing;

constexpr std::uint64_t blocks = 32;  // two ECC blocks of DVD, one cluster of BD: no padding

std::uint64_t session_count(Judge& judge) {
  return get<read_disc_information_reply::number_of_sessions_lsb>(disc_information(judge));
}

void written_blocks_are_counted_and_read_back(Judge& judge) {
  const OpenTrack before = open_track(judge);
  const base::ByteBuffer data = random_blocks(judge, blocks);
  write(judge, before.next, data);
  synchronize(judge);
  const OpenTrack after = open_track(judge);
  judge.equal("next_writable_address", before.next + blocks, after.next);
  judge.equal("free_blocks", before.free - blocks, after.free);
  close_track(judge, before.number);
  close_session(judge);
  read_back(judge, before.next, data);
}

void other_address_than_the_next_is_refused(Judge& judge) {
  const OpenTrack before = open_track(judge);
  const base::ByteBuffer data = random_blocks(judge, blocks);
  judge.allowed({.cdb = write_10(before.next + blocks, blocks), .data_out = data});
  const OpenTrack after = open_track(judge);
  judge.equal("next_writable_address", before.next, after.next);
  judge.equal("free_blocks", before.free, after.free);
}

void closing_adds_a_session(Judge& judge) {
  const auto before = session_count(judge);
  const OpenTrack track = open_track(judge);
  write(judge, track.next, random_blocks(judge, blocks));
  synchronize(judge);
  close_track(judge, track.number);
  close_session(judge);
  judge.equal("number_of_sessions_lsb", before + 1, session_count(judge));
}

void closed_disc_stays_as_it_is(Judge& judge) {
  const base::ByteBuffer data = random_blocks(judge, blocks);
  judge.allowed({.cdb = write_10(0, blocks), .data_out = data});
}

}  // namespace

std::vector<Case> writing_cases() {
  const auto header = [](std::string_view id, std::string_view claim, std::string_view title) {
    return CaseHeader{.id = std::string(id),
                      .name = fmt::format("mmc.write_10.{}", claim),
                      .title = std::string(title),
                      .standard = "MMC-6",
                      .clause = "WRITE (10) Command",
                      .needs = {"medium:blank|appendable", "medium:bd-r|dvd+r"},
                      .destroys = true};
  };
  CaseHeader sequence =
      header("WRT-03", "out_of_sequence", "a write elsewhere than the next writable address is refused");
  sequence.allowed = {{0x02, link::SenseCode{5, 0x21, 2}}};
  CaseHeader sessions = header("WRT-06", "session_count", "closing a session adds one");
  sessions.clause = "CLOSE TRACK SESSION Command";
  CaseHeader closed = header("WRT-10", "closed_disc", "a closed disc is not written");
  closed.needs = {"medium:complete"};
  closed.allowed = {{0x02, link::SenseCode{7, 0x27, 0}},
                    {0x02, link::SenseCode{7, 0x27, 1}},
                    {0x02, link::SenseCode{7, 0x27, 5}},
                    {0x02, link::SenseCode{5, 0x30, 5}}};
  return {
      {header("WRT-01", "counted_and_read_back", "written blocks are counted, and read back after the session's close"),
       written_blocks_are_counted_and_read_back},
      {std::move(sequence), other_address_than_the_next_is_refused},
      {std::move(sessions), closing_adds_a_session},
      {std::move(closed), closed_disc_stays_as_it_is}};
}

}  // namespace conformance::cases
