#include <gtest/gtest.h>

#include "emulator/iscsi/logged_in.h"

namespace emulator::iscsi {
namespace {

using namespace std::chrono_literals;
using scsi::Fate;

// Two hosts on one unit.
struct TwoHosts : LoggedIn {
  TwoHosts() : other(group) { other.ask(login_frame(0x87, normal_login).with(8, 6, 0x80'00'00'00'00'01)); }
  void reply_with_fate(Fate fate) { unit.replies.push_back({.fate = fate}); }
  Host other;
};

TEST(LostConnection, command_is_run_and_never_answered) {
  TwoHosts bench;
  bench.reply_with_fate(Fate::connection_is_lost);
  EXPECT_TRUE(bench.host->send(command_frame(7, 1, "00")).empty());
  EXPECT_EQ(bench.unit.seen.size(), 1U);
  EXPECT_TRUE(bench.host->session.is_over());
  EXPECT_TRUE(bench.host->session.is_broken_off());
  EXPECT_FALSE(bench.host->session.wants_input());
  EXPECT_EQ(bench.host->session.wake_at(), std::nullopt);
  EXPECT_EQ(bench.unit.ended, std::vector{bench.unit.began[0]});
}

TEST(LostConnection, nothing_that_comes_behind_the_command_is_run) {
  TwoHosts bench;
  bench.reply_with_fate(Fate::connection_is_lost);
  base::ByteBuffer two = command_frame(7, 1, "00").bytes();
  const base::ByteBuffer second = command_frame(8, 2, "12").bytes();
  two.insert(two.end(), second.begin(), second.end());
  bench.host->session.receive(two, {});
  EXPECT_EQ(bench.unit.seen.size(), 1U);
  EXPECT_TRUE(bench.host->answers().empty());
}

TEST(LostConnection, what_was_answered_before_it_still_leaves) {
  TwoHosts bench;
  bench.unit.replies.push_back({.busy_for = 10ms});
  bench.reply_with_fate(Fate::connection_is_lost);
  EXPECT_TRUE(bench.host->send(command_frame(7, 1, "00")).empty());
  EXPECT_TRUE(bench.host->send(command_frame(8, 2, "00")).empty());
  bench.host->now = base::Instant{10ms};
  const auto answers = bench.host->wake();
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].at(16, 4), 7U);
  EXPECT_TRUE(bench.host->session.is_broken_off());
}

TEST(LostConnection, other_hosts_keep_theirs_and_what_they_sent_is_run) {
  TwoHosts bench;
  bench.unit.replies.push_back({.busy_for = 10ms});
  bench.reply_with_fate(Fate::connection_is_lost);
  bench.host->send(command_frame(7, 1, "A1"));
  bench.host->send(command_frame(8, 2, "00"));
  bench.other.send(command_frame(3, 1, "12"));
  bench.host->now = bench.other.now = base::Instant{10ms};
  bench.host->wake();
  const auto answers = bench.other.wake();
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].at(16, 4), 3U);
  EXPECT_FALSE(bench.other.session.is_over());
}

// The queue is the unit's: whoever comes to run it may meet a command of somebody else.
TEST(LostConnection, it_is_the_command_s_own_whoever_runs_the_queue) {
  TwoHosts bench;
  bench.unit.replies.push_back({.busy_for = 10ms});
  bench.reply_with_fate(Fate::connection_is_lost);
  bench.host->send(command_frame(7, 1, "A1"));
  bench.host->send(command_frame(8, 2, "00"));
  bench.other.now = base::Instant{10ms};
  EXPECT_EQ(bench.other.send(command_frame(3, 1, "12")).size(), 1U);
  EXPECT_TRUE(bench.host->session.is_broken_off());
  EXPECT_FALSE(bench.other.session.is_over());
}

TEST(LostConnection, the_same_initiator_port_may_come_again) {
  TwoHosts bench;
  bench.reply_with_fate(Fate::connection_is_lost);
  bench.host->send(command_frame(7, 1, "00"));
  Host again(bench.group);
  EXPECT_EQ(again.log_in().at(36, 2), 0U);
  EXPECT_EQ(again.ask(command_frame(1, 1, "00")).header[0], 0x21);
  EXPECT_EQ(bench.unit.began.size(), 3U);
}

TEST(LostPower, every_connection_to_the_unit_breaks_off_and_then_the_unit_hears_of_it) {
  TwoHosts bench;
  bench.reply_with_fate(Fate::power_is_lost);
  EXPECT_TRUE(bench.host->send(command_frame(7, 1, "00")).empty());
  EXPECT_TRUE(bench.host->session.is_broken_off());
  EXPECT_TRUE(bench.other.session.is_broken_off());
  EXPECT_EQ(bench.unit.resets, std::vector{scsi::ResetKind::power_on});
  EXPECT_EQ(bench.unit.ended.size(), 2U);
}

TEST(LostPower, connections_to_other_units_live) {
  TwoHosts bench;
  ToldUnit second;
  bench.group.add_target("iqn.2026-11.test.burnbench:two", second);
  Host apart(bench.group);
  apart.ask(login_frame(0x87, "InitiatorName=iqn.2026-11.test.host:a;TargetName=iqn.2026-11.test.burnbench:two"));
  bench.reply_with_fate(Fate::power_is_lost);
  bench.host->send(command_frame(7, 1, "00"));
  EXPECT_EQ(apart.ask(command_frame(1, 1, "00")).header[0], 0x21);
  EXPECT_TRUE(second.resets.empty());
}

TEST(LostPower, no_output_is_left_of_any_connection) {
  TwoHosts bench;
  bench.reply_with(ramp(2048));
  bench.reply_with_fate(Fate::power_is_lost);
  bench.other.session.receive(read_frame(3, 1, 2048).bytes(), {});
  ASSERT_GT(bench.other.session.pending(), 0U);
  bench.host->send(command_frame(7, 1, "00"));
  EXPECT_EQ(bench.other.session.pending(), 0U);
  EXPECT_EQ(bench.host->session.pending(), 0U);
}

TEST(LostPower, unit_is_free_at_once_and_no_old_flush_is_asked_for) {
  TwoHosts bench;
  bench.unit.replies.push_back({.durable_after = scsi::FlushEpoch{1}});
  bench.unit.replies.push_back({.busy_for = 1h, .fate = Fate::power_is_lost});
  bench.host->send(command_frame(7, 1, "35"));
  bench.host->send(command_frame(8, 2, "00"));
  EXPECT_TRUE(bench.group.take_flushes().empty());
  Host again(bench.group);
  again.log_in();
  EXPECT_EQ(again.ask(command_frame(1, 1, "00")).header[0], 0x21);
}

}  // namespace
}  // namespace emulator::iscsi
