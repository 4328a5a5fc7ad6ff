#include "emulator/iscsi/data_in.h"

#include <gtest/gtest.h>

#include "emulator/iscsi/logged_in.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::iscsi {
namespace {

TEST(DataIn, data_and_good_status_come_in_one_pdu) {
  LoggedIn bench;
  bench.reply_with(ramp(4096));
  const Frame answer = bench.host->ask(read_frame(7, 1, 4096));
  EXPECT_EQ(base::format_hex(answer.header),
            "25 81 00 00 00 00 10 00 00 00 00 00 00 00 00 00 00 00 00 07 FF FF FF FF "
            "00 00 00 02 00 00 00 02 00 00 00 41 00 00 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(answer.data, ramp(4096));
}

TEST(DataIn, data_is_split_by_what_the_initiator_takes_and_by_bursts) {
  LoggedIn bench("MaxRecvDataSegmentLength=5000;MaxBurstLength=10240");
  bench.reply_with(ramp(30'001));
  const auto answers = bench.host->send(read_frame(7, 1, 30'001));
  base::ByteBuffer all;
  std::size_t burst = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Frame& part = answers[i];
    const bool is_last = i + 1 == answers.size();
    EXPECT_EQ(part.header[0], 0x25);
    EXPECT_LE(part.data.size(), 4096U);  // whole blocks below 5000
    EXPECT_FALSE(part.data.empty());
    EXPECT_EQ(part.at(36, 4), i);
    EXPECT_EQ(part.at(40, 4), all.size());
    EXPECT_EQ(part.at(24, 4), is_last ? 2U : 0U);  // StatSN only with the status
    all.insert(all.end(), part.data.begin(), part.data.end());
    burst += part.data.size();
    EXPECT_EQ((part.header[1] & 0x80) != 0, is_last || burst == 10'240);
    if (burst == 10'240) burst = 0;
    EXPECT_EQ((part.header[1] & 1) != 0, is_last);
  }
  EXPECT_EQ(all, ramp(30'001));
}

TEST(DataIn, an_odd_limit_of_the_initiator_is_rounded_to_whole_words) {
  LoggedIn bench("MaxRecvDataSegmentLength=515");
  bench.reply_with(ramp(1030));
  const auto answers = bench.host->send(read_frame(7, 1, 1030));
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0].data.size(), 512U);
  EXPECT_EQ(answers[2].data.size(), 6U);
}

TEST(DataIn, a_reply_in_several_segments_is_one_stream) {
  LoggedIn bench("MaxRecvDataSegmentLength=2048");
  scsi::Reply reply;
  reply.segments.emplace_back(ramp(1000));
  reply.segments.emplace_back(scsi::Fill{.value = 0xAA, .size = 3000});
  reply.segments.emplace_back(ramp(96, 5));
  base::ByteBuffer expected = scsi::gather(reply.segments);
  bench.unit.replies.push_back(std::move(reply));
  base::ByteBuffer all;
  for (const Frame& part : bench.host->send(read_frame(7, 1, 4096))) {
    all.insert(all.end(), part.data.begin(), part.data.end());
  }
  EXPECT_EQ(all, expected);
}

TEST(DataIn, residuals_say_what_was_over_or_under) {
  struct Case {
    std::size_t has;
    std::uint32_t expected;
    std::size_t moved;
    std::string residual;
  };
  for (const auto& [has, expected, moved, residual] :
       {Case{36, 36, 36, "0"}, Case{36, 255, 36, "U219"}, Case{4096, 2048, 2048, "O2048"}, Case{0, 512, 0, "U512"},
        Case{4096, 0, 0, "O4096"}}) {
    LoggedIn bench;
    bench.reply_with(ramp(has));
    const Frame answer = bench.host->ask(read_frame(7, 1, expected));
    EXPECT_EQ(answer.data.size(), moved);
    EXPECT_EQ(residual_of(answer), residual);
    EXPECT_EQ(answer.header[3], 0);
    EXPECT_EQ(answer.header[0], moved > 0 ? 0x25 : 0x21);
  }
}

TEST(DataIn, data_before_a_check_condition_is_counted_in_the_response) {
  LoggedIn bench("MaxRecvDataSegmentLength=2048");
  scsi::Reply reply = scsi::check_condition(scsi::sense::unrecovered_read_error);
  reply.segments.emplace_back(ramp(4096));
  bench.unit.replies.push_back(std::move(reply));
  const auto answers = bench.host->send(read_frame(7, 1, 6144));
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[1].header[1], 0x80);  // the last data, without a status
  EXPECT_EQ(answers[2].header[0], 0x21);
  EXPECT_EQ(answers[2].at(36, 4), 2U);
  EXPECT_EQ(residual_of(answers[2]), "U2048");
}

// Headers for 512 bytes each make a READ of 128 MiB a burden, and an initiator may have 64 of them under way.
TEST(DataIn, answers_wait_while_the_initiator_takes_none) {
  LoggedIn bench("MaxRecvDataSegmentLength=512", {}, {.send_queue_bytes = 4096});
  for (std::uint32_t i = 1; i <= 3; ++i) {
    bench.reply_with(ramp(4096));
    bench.host->session.receive(read_frame(i, i, 4096).bytes(), {});
  }
  EXPECT_EQ(bench.unit.seen.size(), 3U);
  EXPECT_EQ(bench.host->session.pending(), 8 * (48U + 512U));
  EXPECT_EQ(bench.host->session.wake_at(), std::nullopt) << "nothing to wake for but room";
  std::vector<std::uint32_t> answered;
  for (const Frame& part : bench.host->answers()) {
    if ((part.header[1] & 1) != 0) answered.push_back(static_cast<std::uint32_t>(part.at(16, 4)));
  }
  EXPECT_EQ(answered, (std::vector<std::uint32_t>{1, 2, 3}));
}

TEST(DataIn, data_for_which_the_initiator_made_no_room_is_an_overflow) {
  LoggedIn bench;
  bench.reply_with(ramp(2048));
  Frame frame = write_frame(7, 1, 512, ramp(512));
  const Frame answer = bench.host->ask(frame);
  EXPECT_EQ(answer.header[0], 0x21);
  EXPECT_EQ(residual_of(answer), "O2048");
}

}  // namespace
}  // namespace emulator::iscsi
