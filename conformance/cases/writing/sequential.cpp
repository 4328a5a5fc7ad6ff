// WRT: sequential recording on media that need no mode page, DVD+R and BD-R; and no recording on closed discs. MMC-6,
// WRITE (10) Command, CLOSE TRACK SESSION Command.
#include "conformance/cases/judge.h"
#include "conformance/cases/registry.h"
#include "conformance/cases/reply_layout.h"

namespace conformance::cases {
namespace {

namespace disc = read_disc_information_reply;
namespace track = read_track_information_reply;

constexpr std::size_t block_bytes = 2048;
constexpr std::uint64_t blocks = 32;  // two ECC blocks of DVD, one cluster of BD

struct OpenTrack {
  std::uint64_t number{};
  std::uint64_t next{};
  std::uint64_t free{};
};

base::ByteBuffer disc_information(Judge& judge) {
  return judge.good({.cdb = cdb("51 00 00 00 00 00 00 00 22 00"), .expected = 34}, 34).data_in;
}

OpenTrack open_track(Judge& judge) {
  const auto number = get<disc::last_track_number_in_last_session_lsb>(disc_information(judge));
  const auto ask = with<read_track_information_cdb::logical_block_address_track_session_number>(
      cdb("52 01 00 00 00 00 00 00 24 00"), number);
  const auto data = judge.good({.cdb = ask, .expected = 36}, 36).data_in;
  judge.equal("nwa_v", 1U, get<track::nwa_v>(data));
  return {number, get<track::next_writable_address>(data), get<track::free_blocks>(data)};
}

base::ByteBuffer write_10(std::uint64_t address, std::uint64_t count) {
  return with<write_10_cdb::transfer_length>(
      with<write_10_cdb::logical_block_address>(cdb("2A 00 00 00 00 00 00 00 00 00"), address), count);
}

base::ByteBuffer random_blocks(Judge& judge) {
  base::ByteBuffer data(blocks * block_bytes);
  for (std::uint8_t& byte : data) byte = static_cast<std::uint8_t>(judge.random().next());
  return data;
}

// A real drive may refuse a WRITE while its buffer is full; the medium is blank or appendable, so that passes.
void write(Judge& judge, std::uint64_t address, base::Bytes data) {
  const std::vector<Allowed> outcomes{{0x00}, {0x02, link::SenseCode{2, 4, 8}}};
  for (int tries = 0; tries < 3 && judge.goes_on(); ++tries) {
    const auto answer =
        judge.allowed({.cdb = write_10(address, data.size() / block_bytes), .data_out = data}, outcomes);
    if (answer.status == link::status_good) return;
    judge.settle();
  }
  judge.fail("status", "GOOD", "CHECK CONDITION 2/04/08 three times");
}

void synchronize(Judge& judge) { judge.good({.cdb = cdb("35 00 00 00 00 00 00 00 00 00")}); }

void close(Judge& judge, std::uint64_t track_number) {
  auto close_track = cdb("5B 00 01 00 00 00 00 00 00 00");
  close_track[5] = static_cast<std::uint8_t>(track_number);
  judge.good({.cdb = close_track});
  judge.settle();
  judge.good({.cdb = cdb("5B 00 02 00 00 00 00 00 00 00")});
  judge.settle();
}

void written_blocks_are_counted_and_read_back(Judge& judge) {
  const OpenTrack before = open_track(judge);
  const base::ByteBuffer data = random_blocks(judge);
  write(judge, before.next, data);
  synchronize(judge);
  judge.settle();
  const OpenTrack after = open_track(judge);
  judge.equal("next_writable_address", before.next + blocks, after.next);
  judge.equal("free_blocks", before.free - blocks, after.free);
  close(judge, before.number);
  auto read = with<read_10_cdb::logical_block_address>(cdb("28 00 00 00 00 00 00 00 00 00"), before.next);
  read = with<read_10_cdb::transfer_length>(std::move(read), blocks);
  judge.prefix("data read back", data, judge.good({.cdb = read, .expected = data.size()}, data.size()).data_in);
}

void other_address_than_the_next_is_refused(Judge& judge) {
  const OpenTrack before = open_track(judge);
  const base::ByteBuffer data = random_blocks(judge);
  judge.allowed({.cdb = write_10(before.next + blocks, blocks), .data_out = data});
  const OpenTrack after = open_track(judge);
  judge.equal("next_writable_address", before.next, after.next);
  judge.equal("free_blocks", before.free, after.free);
}

void closing_adds_a_session(Judge& judge) {
  const auto before = get<disc::number_of_sessions_lsb>(disc_information(judge));
  const OpenTrack track = open_track(judge);
  write(judge, track.next, random_blocks(judge));
  synchronize(judge);
  judge.settle();
  close(judge, track.number);
  judge.equal("number_of_sessions_lsb", before + 1, get<disc::number_of_sessions_lsb>(disc_information(judge)));
}

void closed_disc_stays_as_it_is(Judge& judge) {
  const base::ByteBuffer data = random_blocks(judge);
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
