#include <gtest/gtest.h>

#include "emulator/iscsi/logged_in.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::iscsi {
namespace {

using namespace std::chrono_literals;

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

TEST(ScsiCommands, a_check_condition_carries_its_sense) {
  LoggedIn bench;
  bench.unit.replies.push_back(scsi::check_condition(scsi::sense::medium_not_present));
  const Frame answer = bench.host->ask(read_frame(7, 1, 2048));
  EXPECT_EQ(answer.header[0], 0x21);
  EXPECT_EQ(answer.header[3], 0x02);
  EXPECT_EQ(residual_of(answer), "U2048");
  EXPECT_EQ(base::format_hex(answer.data), "00 12 70 00 02 00 00 00 00 0A 00 00 00 00 3A 00 00 00 00 00");
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

}  // namespace
}  // namespace emulator::iscsi
