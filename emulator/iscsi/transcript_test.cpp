// However a connection's bytes are cut, what comes back is the same.
#include <gtest/gtest.h>

#include "emulator/iscsi/session.h"
#include "emulator/iscsi/test_initiator.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::iscsi {
namespace {

void append(base::ByteBuffer& stream, const Frame& frame) {
  const base::ByteBuffer bytes = frame.bytes();
  stream.insert(stream.end(), bytes.begin(), bytes.end());
}

// A login in two stages and one of each kind of request, with data of lengths that need padding.
base::ByteBuffer whole_connection() {
  base::ByteBuffer stream;
  append(stream, login_frame(0x81, std::string(normal_login) + ";AuthMethod=None"));
  append(stream, login_frame(0x87, "MaxRecvDataSegmentLength=8192;MaxBurstLength=16384;FirstBurstLength=512"));
  append(stream, command_frame(1, 1, "00"));
  append(stream, read_frame(2, 2, 20'001));
  append(stream, write_frame(3, 3, 2047, ramp(511)));
  append(stream, data_out_frame({.tag = 3, .transfer_tag = 1, .offset = 511, .is_final = false}, ramp(1001)));
  append(stream, read_frame(4, 4, 100));
  append(stream, data_out_frame({.tag = 3, .transfer_tag = 1, .data_sn = 1, .offset = 1512}, ramp(535)));
  append(stream, command_frame(6, 6, "1B"));  // before its turn
  Frame ping;
  ping.header[0] = 0x00;
  ping.header[1] = 0x80;
  ping.with(16, 4, 5).with(20, 4, 0xFFFF'FFFF).with(24, 4, 5);
  ping.data = ramp(33);
  append(stream, ping);
  append(stream, task_management_frame(5, 7, 0xFFFF'FFFF, 0));
  append(stream, write_frame(8, 7, 0x4000'0000));
  Frame unknown;
  unknown.header[0] = 0x1C;
  append(stream, unknown);
  Frame logout;
  logout.header[0] = 0x46;
  logout.header[1] = 0x80;
  append(stream, logout.with(16, 4, 9).with(24, 4, 8));
  append(stream, command_frame(10, 8, "00"));  // after the logout: not read any more
  return stream;
}

// Feeds the stream in pieces whose sizes `next_piece` gives.
template <typename NextPiece>
base::ByteBuffer converse(const base::ByteBuffer& stream, NextPiece next_piece) {
  Bench bench;
  bench.unit.replies.push_back(scsi::check_condition(scsi::sense::power_on_reset_or_bus_device_reset_occurred));
  bench.unit.replies.push_back(scsi::data_reply(ramp(20'001)));
  bench.unit.replies.push_back({});
  bench.unit.replies.push_back(scsi::data_reply(ramp(37)));
  base::ByteBuffer output;
  for (base::Bytes input = stream; !input.empty();) {
    const std::size_t size = std::min<std::size_t>(next_piece(), input.size());
    bench.host->session.receive(input.first(size), {});
    input = input.subspan(size);
    const base::ByteBuffer more = bench.host->taken();
    output.insert(output.end(), more.begin(), more.end());
  }
  EXPECT_TRUE(bench.host->session.is_over());
  EXPECT_EQ(bench.unit.seen.size(), 5U);
  return output;
}

TEST(Transcript, whole_byte_by_byte_and_in_random_pieces_it_is_the_same_conversation) {
  const base::ByteBuffer stream = whole_connection();
  const base::ByteBuffer whole = converse(stream, [&] { return stream.size(); });
  std::string kinds;
  for (const Frame& frame : frames_of(whole)) kinds += base::format_hex({{frame.header[0]}}) + " ";
  EXPECT_EQ(kinds, "23 23 21 25 25 25 31 21 25 20 21 22 21 3F 26 ");
  EXPECT_EQ(converse(stream, [] { return std::size_t{1}; }), whole);
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    base::Prng chance(seed);
    EXPECT_EQ(converse(stream, [&] { return 1 + chance.below(1 + chance.below(4000)); }), whole) << "seed " << seed;
  }
}

// Every byte of every header turned over, one at a time: the session answers, ends or waits, and stays within bounds.
TEST(Transcript, one_wrong_byte_in_a_header_is_survived) {
  const std::vector<Frame> frames{login_frame(0x87, normal_login), read_frame(1, 1, 512),
                                  write_frame(2, 2, 600, ramp(4)), task_management_frame(1, 3, 2, 2),
                                  command_frame(4, 3, "00")};
  for (std::size_t spoiled = 0; spoiled < frames.size(); ++spoiled) {
    for (std::size_t byte = 0; byte < 48; ++byte) {
      for (const std::uint8_t pattern : {0xFF, 0x80, 0x01}) {
        Bench bench;
        bench.unit.replies.push_back(scsi::data_reply(ramp(512)));
        for (std::size_t i = 0; i < frames.size(); ++i) {
          base::ByteBuffer bytes = frames[i].bytes();
          if (i == spoiled) bytes[byte] ^= pattern;
          bench.host->session.receive(bytes, {});
          EXPECT_LT(bench.host->session.pending(), 10'000U);
        }
      }
    }
  }
}

// Bytes without any sense after a good login.
TEST(Transcript, noise_is_survived) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Bench bench;
    bench.host->log_in("MaxRecvDataSegmentLength=262144");
    base::Prng chance(seed);
    base::ByteBuffer noise(3000);
    for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(chance.next());
    for (std::size_t i = 4; i < noise.size(); i += 48) {
      for (std::size_t length = 0; length < 3; ++length)
        noise[i + length] = 0;  // short lengths, so that more is parsed
    }
    bench.host->session.receive(noise, {});
    EXPECT_LT(bench.host->session.pending(), 100'000U) << "seed " << seed;
  }
}

}  // namespace
}  // namespace emulator::iscsi
