#include <gtest/gtest.h>

#include <map>

#include "emulator/iscsi/test_initiator.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::iscsi {
namespace {

using namespace std::chrono_literals;

struct LoggedIn : Bench {
  explicit LoggedIn(std::string_view keys = "MaxRecvDataSegmentLength=262144", const OwnParameters& own = {},
                    const Limits& limits = {})
      : Bench(own, limits) {
    host->log_in(keys);
  }
  void reply_with(base::ByteBuffer data) { unit.replies.push_back(scsi::data_reply(std::move(data))); }
};

std::string residual_of(const Frame& frame) {
  const std::string flag = (frame.header[1] & 4) != 0 ? "O" : (frame.header[1] & 2) != 0 ? "U" : "";
  return flag + std::to_string(frame.at(44, 4));
}

TEST(ScsiCommands, a_command_without_data_is_answered_with_its_status) {
  LoggedIn bench;
  const Frame answer = bench.host->ask(command_frame(7, 1, "00 00 00 00 00 00"));
  EXPECT_EQ(base::format_hex(answer.header),
            "21 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 07 00 00 00 00 "
            "00 00 00 02 00 00 00 02 00 00 00 41 00 00 00 00 00 00 00 00 00 00 00 00");
  ASSERT_EQ(bench.unit.seen.size(), 1U);
  EXPECT_EQ(bench.unit.seen[0].cdb, "00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.unit.seen[0].nexus, bench.unit.began[0]);
}

TEST(ScsiCommands, the_unit_sees_the_lun_field_and_the_cdb_as_they_came) {
  LoggedIn bench;
  bench.host->ask(command_frame(7, 1, "12 01 83 00 FF 00 01 02 03 04").with(8, 8, 0x4001'0000'0000'0000));
  EXPECT_EQ(bench.unit.seen[0].lun, 0x4001'0000'0000'0000U);
  EXPECT_EQ(bench.unit.seen[0].cdb, "12 01 83 00 FF 00 01 02 03 04");
}

TEST(ScsiCommands, data_and_good_status_come_in_one_pdu) {
  LoggedIn bench;
  bench.reply_with(ramp(4096));
  const Frame answer = bench.host->ask(read_frame(7, 1, 4096));
  EXPECT_EQ(base::format_hex(answer.header),
            "25 81 00 00 00 00 10 00 00 00 00 00 00 00 00 00 00 00 00 07 FF FF FF FF "
            "00 00 00 02 00 00 00 02 00 00 00 41 00 00 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(answer.data, ramp(4096));
}

TEST(ScsiCommands, data_is_split_by_what_the_initiator_takes_and_by_bursts) {
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

TEST(ScsiCommands, an_odd_limit_of_the_initiator_is_rounded_to_whole_words) {
  LoggedIn bench("MaxRecvDataSegmentLength=515");
  bench.reply_with(ramp(1030));
  const auto answers = bench.host->send(read_frame(7, 1, 1030));
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0].data.size(), 512U);
  EXPECT_EQ(answers[2].data.size(), 6U);
}

TEST(ScsiCommands, a_reply_in_several_segments_is_one_stream) {
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

TEST(ScsiCommands, residuals_say_what_was_over_or_under) {
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

TEST(ScsiCommands, a_check_condition_carries_its_sense) {
  LoggedIn bench;
  bench.unit.replies.push_back(scsi::check_condition(scsi::sense::medium_not_present));
  const Frame answer = bench.host->ask(read_frame(7, 1, 2048));
  EXPECT_EQ(answer.header[0], 0x21);
  EXPECT_EQ(answer.header[3], 0x02);
  EXPECT_EQ(residual_of(answer), "U2048");
  EXPECT_EQ(base::format_hex(answer.data), "00 12 70 00 02 00 00 00 00 0A 00 00 00 00 3A 00 00 00 00 00");
}

TEST(ScsiCommands, data_before_a_check_condition_is_counted_in_the_response) {
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

TEST(ScsiCommands, immediate_data_reaches_the_unit_without_an_r2t) {
  LoggedIn bench;
  const Frame answer = bench.host->ask(write_frame(7, 1, 65'536, ramp(65'536)));
  EXPECT_EQ(answer.header[0], 0x21);
  EXPECT_EQ(answer.at(36, 4), 0U);
  EXPECT_EQ(residual_of(answer), "0");
  ASSERT_EQ(bench.unit.seen.size(), 1U);
  EXPECT_EQ(bench.unit.seen[0].data_out, ramp(65'536));
}

TEST(ScsiCommands, what_did_not_come_with_the_command_is_asked_for_burst_by_burst) {
  LoggedIn bench("MaxRecvDataSegmentLength=262144;MaxBurstLength=1024");
  const base::ByteBuffer data = ramp(2560);
  Frame r2t =
      bench.host->ask(write_frame(7, 1, 2560, {data.begin(), data.begin() + 512}).with(8, 8, 0x4000'0000'0000'0000));
  EXPECT_EQ(base::format_hex(r2t.header),
            "31 80 00 00 00 00 00 00 40 00 00 00 00 00 00 00 00 00 00 07 00 00 00 01 "
            "00 00 00 02 00 00 00 02 00 00 00 40 00 00 00 00 00 00 02 00 00 00 04 00");
  EXPECT_TRUE(bench.host
                  ->send(data_out_frame({.tag = 7, .transfer_tag = 1, .offset = 512, .is_final = false},
                                        {data.begin() + 512, data.begin() + 1024}))
                  .empty());
  r2t = bench.host->ask(data_out_frame({.tag = 7, .transfer_tag = 1, .data_sn = 1, .offset = 1024},
                                       {data.begin() + 1024, data.begin() + 1536}));
  EXPECT_EQ(r2t.header[0], 0x31);
  EXPECT_EQ(r2t.at(36, 4), 1U);     // R2TSN
  EXPECT_EQ(r2t.at(40, 4), 1536U);  // offset
  EXPECT_EQ(r2t.at(44, 4), 1024U);
  const Frame answer =
      bench.host->ask(data_out_frame({.tag = 7, .transfer_tag = 2, .offset = 1536}, {data.begin() + 1536, data.end()}));
  EXPECT_EQ(answer.header[0], 0x21);
  EXPECT_EQ(answer.header[3], 0x00);
  EXPECT_EQ(answer.at(36, 4), 2U);  // two R2T
  EXPECT_EQ(bench.unit.seen.at(0).data_out, data);
}

TEST(ScsiCommands, unsolicited_data_is_taken_where_it_was_agreed_and_the_rest_asked_for) {
  LoggedIn bench("InitialR2T=No;FirstBurstLength=1024;MaxRecvDataSegmentLength=262144", {.initial_r2t = false});
  const base::ByteBuffer data = ramp(2048);
  Frame write = write_frame(7, 1, 2048, {data.begin(), data.begin() + 512});
  write.header[1] = 0x20;
  EXPECT_TRUE(bench.host->send(write).empty());
  const Frame r2t =
      bench.host->ask(data_out_frame({.tag = 7, .offset = 512}, {data.begin() + 512, data.begin() + 1024}));
  EXPECT_EQ(r2t.header[0], 0x31);
  EXPECT_EQ(r2t.at(40, 4), 1024U);
  EXPECT_EQ(r2t.at(44, 4), 1024U);
  const Frame answer = bench.host->ask(
      data_out_frame({.tag = 7, .transfer_tag = static_cast<std::uint32_t>(r2t.at(20, 4)), .offset = 1024},
                     {data.begin() + 1024, data.end()}));
  EXPECT_EQ(answer.header[3], 0);
  EXPECT_EQ(bench.unit.seen.at(0).data_out, data);
}

std::string sense_of(const Frame& answer) {
  if (answer.header[0] != 0x21 || answer.data.size() != 20) return "no sense";
  return base::format_hex(
      base::ByteBuffer{static_cast<std::uint8_t>(answer.data[4] & 0xF), answer.data[14], answer.data[15]});
}

TEST(ScsiCommands, unsolicited_data_that_was_not_agreed_fails_the_command_when_it_has_come) {
  LoggedIn bench;
  Frame write = write_frame(7, 1, 2048, ramp(512));
  write.header[1] = 0x20;  // more follows, although InitialR2T=Yes
  EXPECT_TRUE(bench.host->send(write).empty());
  EXPECT_EQ(sense_of(bench.host->ask(data_out_frame({.tag = 7, .offset = 512}, ramp(1536)))), "0B 0C 0C");
  EXPECT_TRUE(bench.unit.seen.empty());
}

TEST(ScsiCommands, immediate_data_that_was_not_agreed_or_is_too_much_fails_the_command) {
  LoggedIn refused("ImmediateData=No;MaxRecvDataSegmentLength=262144");
  EXPECT_EQ(sense_of(refused.host->ask(write_frame(7, 1, 512, ramp(512)))), "0B 0C 0C");
  LoggedIn first_burst("FirstBurstLength=512;MaxRecvDataSegmentLength=262144");
  EXPECT_EQ(sense_of(first_burst.host->ask(write_frame(7, 1, 2048, ramp(513)))), "0B 0C 0C");
  LoggedIn expected;
  EXPECT_EQ(sense_of(expected.host->ask(write_frame(7, 1, 512, ramp(513)))), "0B 0C 0C");
  EXPECT_TRUE(refused.unit.seen.empty() && first_burst.unit.seen.empty() && expected.unit.seen.empty());
}

TEST(ScsiCommands, data_out_that_is_not_what_was_asked_for_never_ends_in_good) {
  struct Case {
    std::string what;
    DataOutFields fields;
    std::size_t size;
  };
  const std::vector<Case> cases{{"too short", {.tag = 7, .transfer_tag = 1}, 1536},
                                {"too long", {.tag = 7, .transfer_tag = 1}, 2049},
                                {"wrong offset", {.tag = 7, .transfer_tag = 1, .offset = 4}, 2044},
                                {"offset that wraps", {.tag = 7, .transfer_tag = 1, .offset = 0xFFFF'FFFC}, 2048},
                                {"wrong DataSN", {.tag = 7, .transfer_tag = 1, .data_sn = 1}, 2048}};
  for (const Case& bad : cases) {
    LoggedIn bench;
    ASSERT_EQ(bench.host->ask(write_frame(7, 1, 2048)).header[0], 0x31);
    EXPECT_EQ(sense_of(bench.host->ask(data_out_frame(bad.fields, ramp(bad.size)))), "0B 4B 00") << bad.what;
    EXPECT_TRUE(bench.unit.seen.empty()) << bad.what;
  }
}

TEST(ScsiCommands, data_out_with_another_transfer_tag_fails_the_command_after_the_right_one) {
  for (const std::uint32_t tag : {0U, 2U, 0xFFFF'FFFFU}) {
    LoggedIn bench;
    bench.host->ask(write_frame(7, 1, 2048));
    EXPECT_TRUE(bench.host->send(data_out_frame({.tag = 7, .transfer_tag = tag}, ramp(2048))).empty());
    const Frame answer = bench.host->ask(data_out_frame({.tag = 7, .transfer_tag = 1}, ramp(2048)));
    EXPECT_EQ(answer.header[3], 0x02) << tag;
    EXPECT_TRUE(bench.unit.seen.empty());
  }
}

TEST(ScsiCommands, data_out_for_no_command_is_rejected) {
  LoggedIn bench;
  const Frame rejected = bench.host->ask(data_out_frame({.tag = 99, .transfer_tag = 1}, ramp(4)));
  EXPECT_EQ(rejected.header[0], 0x3F);
  EXPECT_EQ(rejected.header[2], 0x09);
}

TEST(ScsiCommands, more_data_than_the_bounds_is_task_set_full_and_nothing_moves) {
  LoggedIn bench("MaxRecvDataSegmentLength=262144", {},
                 {.data_out_bytes_a_command = 2048, .data_out_bytes_a_session = 4096});
  Frame answer = bench.host->ask(write_frame(7, 1, 2049));
  EXPECT_EQ(answer.header[3], 0x28);
  EXPECT_EQ(residual_of(answer), "U2049");
  answer = bench.host->ask(write_frame(8, 2, 0xFFFF'FFFF, ramp(4)));
  EXPECT_EQ(answer.header[3], 0x28);
  EXPECT_EQ(bench.host->ask(write_frame(9, 3, 2048)).header[0], 0x31);
  EXPECT_EQ(bench.host->ask(write_frame(10, 4, 2048)).header[0], 0x31);
  EXPECT_EQ(bench.host->ask(write_frame(11, 5, 1)).header[3], 0x28);
  EXPECT_TRUE(bench.unit.seen.empty());
  EXPECT_EQ(bench.host->ask(data_out_frame({.tag = 9, .transfer_tag = 1}, ramp(2048))).header[3], 0x00);
  EXPECT_EQ(bench.host->ask(write_frame(12, 6, 1)).header[0], 0x31);  // there is room again
}

TEST(ScsiCommands, a_drive_sees_the_commands_of_a_nexus_in_their_order) {
  LoggedIn bench;
  ASSERT_EQ(bench.host->ask(write_frame(7, 1, 2048)).header[0], 0x31);
  EXPECT_TRUE(bench.host->send(command_frame(8, 2, "35")).empty());
  const auto answers = bench.host->send(data_out_frame({.tag = 7, .transfer_tag = 1}, ramp(2048)));
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].at(16, 4), 7U);
  EXPECT_EQ(answers[1].at(16, 4), 8U);
  EXPECT_EQ(bench.unit.seen.at(1).cdb.substr(0, 2), "35");
}

TEST(ScsiCommands, malformed_commands_are_rejected_and_take_their_number) {
  LoggedIn bench;
  Frame both = read_frame(7, 1, 2048);
  both.header[1] = 0xE0;
  Frame data_with_read = read_frame(8, 2, 2048);
  data_with_read.data = ramp(4);
  Frame more_with_read = read_frame(9, 3, 2048);
  more_with_read.header[1] = 0x40;
  std::uint32_t number = 1;
  for (const Frame& frame : {both, data_with_read, more_with_read, command_frame(0xFFFF'FFFF, 4, "00")}) {
    const Frame rejected = bench.host->ask(frame);
    EXPECT_EQ(rejected.header[0], 0x3F);
    EXPECT_EQ(rejected.header[2], 0x09);
    EXPECT_EQ(rejected.at(28, 4), ++number);
  }
  EXPECT_TRUE(bench.unit.seen.empty());
}

TEST(ScsiCommands, a_tag_in_use_is_rejected_as_task_in_progress) {
  LoggedIn bench;
  bench.host->ask(write_frame(7, 1, 2048));
  const Frame rejected = bench.host->ask(command_frame(7, 2, "00"));
  EXPECT_EQ(rejected.header[0], 0x3F);
  EXPECT_EQ(rejected.header[2], 0x07);
}

TEST(ScsiCommands, a_response_is_held_while_the_drive_is_busy_and_later_commands_wait_for_it) {
  LoggedIn bench;
  bench.unit.replies.push_back({.busy_for = 100ms});
  EXPECT_TRUE(bench.host->send(command_frame(7, 1, "00")).empty());
  bench.host->now = base::Instant{40ms};
  EXPECT_TRUE(bench.host->send(command_frame(8, 2, "03")).empty());
  EXPECT_EQ(bench.unit.seen.size(), 1U);
  EXPECT_EQ(bench.host->session.wake_at(), base::Instant{100ms});
  bench.host->now = base::Instant{99ms};
  EXPECT_TRUE(bench.host->wake().empty());
  bench.host->now = base::Instant{100ms};
  const auto answers = bench.host->wake();
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].at(16, 4), 7U);
  EXPECT_EQ(answers[1].at(16, 4), 8U);
  EXPECT_EQ(bench.unit.seen.at(1).when, base::Instant{100ms});
  EXPECT_EQ(bench.host->session.wake_at(), std::nullopt);
}

TEST(ScsiCommands, a_ping_is_answered_while_the_drive_is_busy) {
  LoggedIn bench;
  bench.unit.replies.push_back({.busy_for = 100ms});
  bench.host->send(command_frame(7, 1, "A1"));
  Frame ping;
  ping.header[0] = 0x40;
  ping.header[1] = 0x80;
  EXPECT_EQ(bench.host->ask(ping.with(16, 4, 8).with(20, 4, 0xFFFF'FFFF)).header[0], 0x20);
}

TEST(ScsiCommands, a_response_waits_until_what_it_promises_is_on_disk) {
  for (const bool succeeds : {true, false}) {
    LoggedIn bench;
    bench.unit.replies.push_back({.durable_after = scsi::FlushEpoch{5}});
    EXPECT_TRUE(bench.host->send(command_frame(7, 1, "35")).empty());
    EXPECT_EQ(bench.host->session.wake_at(), std::nullopt);
    const auto jobs = bench.group.take_flushes();
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_EQ(jobs[0].epoch, scsi::FlushEpoch{5});
    EXPECT_TRUE(bench.group.take_flushes().empty());
    EXPECT_TRUE(bench.host->wake().empty());
    bench.group.flushed(jobs[0], succeeds);
    EXPECT_EQ(bench.group.take_touched(), std::vector<Session*>{&bench.host->session});
    const auto answers = bench.host->wake();
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].header[3], succeeds ? 0x00 : 0x02);
    if (!succeeds) {
      EXPECT_EQ(sense_of(answers[0]), "03 0C 00");
    }
  }
}

TEST(ScsiCommands, commands_outside_the_window_are_ignored_and_the_session_lives) {
  LoggedIn bench;
  for (const std::uint32_t number : {0U, 65U, 0x8000'0001U, 0xFFFF'FFFFU}) {
    EXPECT_TRUE(bench.host->send(command_frame(7, number, "00")).empty()) << number;
  }
  EXPECT_EQ(bench.host->ask(command_frame(7, 1, "00")).at(28, 4), 2U);
  EXPECT_TRUE(bench.host->send(command_frame(7, 1, "00")).empty());  // a duplicate
  EXPECT_EQ(bench.unit.seen.size(), 1U);
}

TEST(ScsiCommands, commands_that_come_out_of_order_run_in_order) {
  LoggedIn bench;
  EXPECT_TRUE(bench.host->send(command_frame(9, 3, "03")).empty());
  EXPECT_TRUE(bench.host->send(write_frame(8, 2, 4, ramp(4))).empty());
  const auto answers = bench.host->send(command_frame(7, 1, "00"));
  ASSERT_EQ(answers.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(answers[i].at(16, 4), 7 + i);
  EXPECT_EQ(bench.unit.seen.at(1).data_out, ramp(4));
}

TEST(ScsiCommands, the_window_closes_with_the_commands_and_opens_with_the_answers) {
  LoggedIn bench("", {}, {.commands = 2});
  bench.unit.replies.push_back({.busy_for = 10ms});
  bench.host->send(command_frame(7, 1, "00"));
  bench.host->send(command_frame(8, 2, "00"));
  Frame ping;
  ping.header[0] = 0x40;
  ping.header[1] = 0x80;
  EXPECT_EQ(bench.host->ask(ping.with(16, 4, 99).with(20, 4, 0xFFFF'FFFF)).at(32, 4), 2U);  // MaxCmdSN = ExpCmdSN - 1
  EXPECT_TRUE(bench.host->send(command_frame(9, 3, "00")).empty());
  bench.host->now = base::Instant{10ms};
  const auto answers = bench.host->wake();
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[1].at(32, 4), 4U);
}

TEST(ScsiCommands, immediate_commands_are_bounded_and_do_not_move_the_window) {
  LoggedIn bench;
  bench.unit.replies.push_back({.busy_for = 10ms});
  for (std::uint32_t tag = 1; tag <= 8; ++tag) {
    Frame command = command_frame(tag, 1, "00");
    command.header[0] = 0x41;
    EXPECT_TRUE(bench.host->send(command).empty());
  }
  Frame ninth = command_frame(9, 1, "00");
  ninth.header[0] = 0x41;
  const Frame rejected = bench.host->ask(ninth);
  EXPECT_EQ(rejected.header[2], 0x06);
  EXPECT_EQ(rejected.at(28, 4), 1U);
  bench.host->now = base::Instant{10ms};
  EXPECT_EQ(bench.host->wake().size(), 8U);
}

TEST(ScsiCommands, data_for_which_the_initiator_made_no_room_is_an_overflow) {
  LoggedIn bench;
  bench.reply_with(ramp(2048));
  Frame frame = write_frame(7, 1, 512, ramp(512));
  const Frame answer = bench.host->ask(frame);
  EXPECT_EQ(answer.header[0], 0x21);
  EXPECT_EQ(residual_of(answer), "O2048");
}

}  // namespace
}  // namespace emulator::iscsi
