#include <gtest/gtest.h>

#include "emulator/iscsi/logged_in.h"

namespace emulator::iscsi {
namespace {

using namespace std::chrono_literals;

struct LongCommand : LoggedIn {
  // One command that the drive is at for 10 ms.
  void begin_command(std::uint32_t tag = 7) {
    unit.replies.push_back({.busy_for = 10ms});
    EXPECT_TRUE(host->send(command_frame(tag, 1, "A1")).empty());
  }
  std::vector<Frame> after_the_command() {
    host->now = base::Instant{10ms};
    return host->wake();
  }
};

TEST(TaskManagement, a_response_has_its_code_and_no_data) {
  LongCommand bench;
  const Frame answer = bench.host->ask(task_management_frame(2, 5, 0xFFFF'FFFF, 0));
  EXPECT_EQ(base::format_hex(base::Bytes{answer.header}.first(20)),
            "22 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 05");
}

TEST(TaskManagement, an_aborted_command_is_never_answered) {
  LongCommand bench;
  bench.begin_command();
  EXPECT_EQ(bench.host->ask(task_management_frame(1, 5, 7, 1)).header[2], 0x00);
  EXPECT_TRUE(bench.after_the_command().empty());
  EXPECT_EQ(bench.host->session.wake_at(), std::nullopt);
}

TEST(TaskManagement, aborting_a_command_that_is_over_says_that_there_is_none) {
  LongCommand bench;
  bench.host->ask(command_frame(7, 1, "00"));
  EXPECT_EQ(bench.host->ask(task_management_frame(1, 5, 7, 1)).header[2], 0x01);
}

TEST(TaskManagement, a_command_aborted_before_it_comes_is_dropped_when_it_does) {
  LongCommand bench;
  EXPECT_EQ(bench.host->ask(task_management_frame(1, 5, 8, 2)).header[2], 0x00);
  EXPECT_EQ(bench.host->ask(command_frame(7, 1, "00")).at(28, 4), 3U);
  EXPECT_TRUE(bench.host->send(command_frame(8, 2, "00")).empty());
  EXPECT_EQ(bench.host->ask(command_frame(9, 3, "00")).at(16, 4), 9U);
  EXPECT_EQ(bench.unit.seen.size(), 2U);
}

TEST(TaskManagement, aborting_the_expected_number_lets_those_after_it_run) {
  LongCommand bench;
  EXPECT_TRUE(bench.host->send(command_frame(8, 2, "00")).empty());
  const auto answers = bench.host->send(task_management_frame(1, 5, 7, 1));
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].header[2], 0x00);
  EXPECT_EQ(answers[1].at(16, 4), 8U);
}

TEST(TaskManagement, late_data_of_an_aborted_command_is_swallowed) {
  LongCommand bench;
  ASSERT_EQ(bench.host->ask(write_frame(7, 1, 2048)).header[0], 0x31);
  EXPECT_EQ(bench.host->ask(task_management_frame(1, 5, 7, 1)).header[2], 0x00);
  EXPECT_TRUE(bench.host->send(data_out_frame({.tag = 7, .transfer_tag = 1}, ramp(2048))).empty());
  EXPECT_TRUE(bench.unit.seen.empty());
}

TEST(TaskManagement, abort_task_set_ends_this_nexus_s_commands_only) {
  LongCommand bench;
  Host other(bench.group);
  other.ask(login_frame(0x87, normal_login).with(8, 6, 0x80'00'00'00'00'01));
  bench.begin_command();
  other.send(command_frame(3, 1, "00"));
  EXPECT_EQ(bench.host->ask(task_management_frame(2, 5, 0xFFFF'FFFF, 0)).header[2], 0x00);
  EXPECT_TRUE(bench.after_the_command().empty());
  other.now = base::Instant{10ms};
  EXPECT_EQ(other.wake().size(), 1U);
}

TEST(TaskManagement, resets_reach_the_unit_and_end_the_commands_of_all) {
  struct Case {
    std::uint8_t function;
    scsi::ResetKind kind;
  };
  for (const auto& [function, kind] :
       {Case{5, scsi::ResetKind::logical_unit_reset}, Case{6, scsi::ResetKind::target_reset},
        Case{7, scsi::ResetKind::target_reset}}) {
    LongCommand bench;
    Host other(bench.group);
    other.ask(login_frame(0x87, normal_login).with(8, 6, 0x80'00'00'00'00'01));
    bench.begin_command();
    other.send(command_frame(3, 1, "00"));
    EXPECT_EQ(bench.host->ask(task_management_frame(function, 5, 0xFFFF'FFFF, 0)).header[2], 0x00);
    EXPECT_EQ(bench.unit.resets, std::vector{kind});
    EXPECT_TRUE(bench.after_the_command().empty());
    other.now = base::Instant{10ms};
    EXPECT_TRUE(other.wake().empty());
    EXPECT_FALSE(other.session.is_over());
  }
}

TEST(TaskManagement, what_is_not_offered_has_its_response) {
  struct Case {
    std::uint8_t function, response;
  };
  for (const auto& [function, response] : {Case{3, 5}, Case{4, 5}, Case{8, 4}, Case{9, 5}, Case{12, 5}, Case{0, 5}}) {
    LongCommand bench;
    EXPECT_EQ(bench.host->ask(task_management_frame(function, 5, 7, 0)).header[2], response) << unsigned{function};
  }
}

TEST(TaskManagement, another_logical_unit_does_not_exist) {
  LongCommand bench;
  EXPECT_EQ(bench.host->ask(task_management_frame(5, 5, 0xFFFF'FFFF, 0).with(8, 8, 0x0001'0000'0000'0000)).header[2],
            2);
  EXPECT_TRUE(bench.unit.resets.empty());
  EXPECT_EQ(bench.host->ask(task_management_frame(5, 5, 0xFFFF'FFFF, 0).with(8, 8, 0x4000'0000'0000'0000)).header[2],
            0);
}

TEST(TaskManagement, a_session_whose_window_was_closed_by_ended_commands_is_told_that_it_is_open) {
  ToldUnit unit;
  PortalGroup group({.commands = 1});
  group.add_target(std::string(target_name), unit);
  Host first(group);
  first.log_in();
  Host second(group);
  second.ask(login_frame(0x87, normal_login).with(8, 6, 0x80'00'00'00'00'01));
  unit.replies.push_back({.busy_for = 10ms});
  second.send(command_frame(3, 1, "00"));
  Frame ping;
  ping.header[0] = 0x40;
  ping.header[1] = 0x80;
  EXPECT_EQ(second.ask(ping.with(16, 4, 99).with(20, 4, 0xFFFF'FFFF)).at(32, 4), 1U);
  first.ask(task_management_frame(5, 5, 0xFFFF'FFFF, 0));
  EXPECT_EQ(group.take_touched(), std::vector<Session*>{&second.session});
  const auto news = second.wake();
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(news[0].header[0], 0x20);
  EXPECT_EQ(news[0].at(16, 4), 0xFFFF'FFFFU);
  EXPECT_EQ(news[0].at(20, 4), 0xFFFF'FFFFU);
  EXPECT_EQ(news[0].at(32, 4), 2U);
}

}  // namespace
}  // namespace emulator::iscsi
