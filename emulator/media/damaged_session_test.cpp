// A BD-R or DVD+R whose power was lost while its session was being closed, and how a close repairs it. README.md,
// Decision 17; MMC-6, READ DISC INFORMATION command, State of Last Session, and READ TRACK INFORMATION command, Damage.
#include <gtest/gtest.h>

#include "emulator/media/crash_bench.h"
#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

class DamagedSessionTest : public DiscTest, public testing::WithParamInterface<const char*> {
 protected:
  // Blocks, then a close that is cut: its begin is on disk, its end is not.
  void cut_closing_of(std::int64_t first, std::int64_t blocks, std::uint8_t function) {
    ASSERT_EQ(write(first, blocks), "good");
    cut_closing(function);
  }
  void cut_closing(std::uint8_t function) {
    const CloseJob job{.function = function};
    const auto begun = medium_->begin_close(job);
    ASSERT_TRUE(begun);
    ASSERT_TRUE(medium_->close(job, parameters_));
    ASSERT_TRUE(medium_->flush(*begun));
    reload();
  }
};

TEST_P(DamagedSessionTest, its_state_tells_and_nothing_can_be_written) {
  insert_blank(GetParam());
  cut_closing_of(0, 20, 2);
  const DiscLayout shown = layout();
  EXPECT_EQ(shown.status, DiscStatus::appendable);
  ASSERT_EQ(shown.sessions.size(), 1U);
  EXPECT_EQ(shown.last_session().state, SessionState::reserved_or_damaged);
  ASSERT_EQ(shown.tracks.size(), 1U);
  EXPECT_TRUE(shown.tracks.front().is_damaged);
  EXPECT_EQ(shown.tracks.front().next_writable, std::nullopt);
  EXPECT_EQ(shown.tracks.front().free_blocks, base::BlockCount{});
  EXPECT_EQ(medium_->last_readable(), base::Lba{});
  EXPECT_TRUE(holds(0, 20)) << "what was recorded is there";
  for (const std::int64_t address : {0, 20, 32}) EXPECT_EQ(write(address, 16), "5/21/02") << address;
  EXPECT_EQ(reserve(32), "5/72/05");
}

TEST_P(DamagedSessionTest, a_close_of_the_session_repairs_it) {
  insert_blank(GetParam());
  cut_closing_of(0, 20, 2);
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(layout().status, DiscStatus::appendable);
  EXPECT_EQ(layout().sessions.front().state, SessionState::complete);
  EXPECT_EQ(layout().last_session().state, SessionState::empty);
  EXPECT_EQ(medium_->last_readable(), base::Lba{31});
  const std::int64_t next = next_writable();
  ASSERT_EQ(write(next, 16, 2), "good");
  ASSERT_EQ(close(2), "good");
  reload();
  EXPECT_TRUE(holds(0, 20));
  EXPECT_TRUE(holds(next, 16, 2));
}

TEST_P(DamagedSessionTest, finalizing_repairs_it_too) {
  insert_blank(GetParam());
  cut_closing_of(0, 20, 6);
  EXPECT_EQ(layout().last_session().state, SessionState::reserved_or_damaged);
  ASSERT_EQ(close(6), "good");
  EXPECT_EQ(layout().status, DiscStatus::complete);
}

TEST_P(DamagedSessionTest, closed_sessions_before_it_stay_readable) {
  insert_blank(GetParam());
  ASSERT_EQ(write(0, 32), "good");
  ASSERT_EQ(close(2), "good");
  const std::int64_t next = next_writable();
  cut_closing_of(next, 16, 2);
  EXPECT_EQ(medium_->last_readable(), base::Lba{31});
  ASSERT_EQ(layout().sessions.size(), 2U);
  EXPECT_EQ(layout().sessions.front().state, SessionState::complete);
  EXPECT_FALSE(layout().tracks.front().is_damaged);
  EXPECT_TRUE(layout().tracks.back().is_damaged);
  EXPECT_TRUE(holds(0, 32));
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(layout().sessions.size(), 3U);
}

// The session is closed in one durable step when nothing comes between.
TEST_P(DamagedSessionTest, a_close_that_is_not_cut_leaves_no_trace) {
  insert_blank(GetParam());
  ASSERT_EQ(write(0, 20), "good");
  const CloseJob job{.function = 2};
  ASSERT_TRUE(medium_->begin_close(job));
  const auto closed = medium_->close(job, parameters_);
  ASSERT_TRUE(closed && medium_->flush(*closed));
  reload();
  EXPECT_EQ(layout().sessions.front().state, SessionState::complete);
  EXPECT_EQ(medium_->begin_close(job), std::nullopt) << "nothing to close";
}

TEST_P(DamagedSessionTest, a_close_that_is_refused_does_not_begin) {
  insert_blank(GetParam());
  ASSERT_EQ(reserve(64), "good");
  EXPECT_EQ(medium_->begin_close({.function = 2}), std::nullopt);
  EXPECT_EQ(close(2), "5/72/04");
  EXPECT_EQ(layout().last_session().state, SessionState::incomplete);
  EXPECT_EQ(medium_->begin_close({.function = 7}), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Families, DamagedSessionTest,
                         testing::Values("dvd+r", "dvd+r-dl", "bd-r", "bd-r-dl", "bd-r-tl", "bd-r-ql"),
                         [](const auto& run) {
                           std::string name = run.param;
                           std::erase_if(name, [](char letter) { return letter == '-' || letter == '+'; });
                           return name;
                         });

// Whatever operation was the last, the session is open, damaged or complete, and a close completes it.
TEST(DamagedSessionCrashTest, power_loss_at_every_operation_of_a_close_can_be_repaired) {
  const SparseBytes before = small_blank("bd-r", ProfileNumber::bd_r_sequential);
  Bench bench{before};
  const base::BlockRange range{base::Lba{0}, base::BlockCount{20}};
  ASSERT_TRUE(bench.medium->write({.range = range, .data = pattern(range)}, bench.parameters));
  ASSERT_TRUE(bench.medium->flush(bench.medium->checkpoint()));
  const CloseJob job{.function = 2};
  const auto begun = bench.medium->begin_close(job);
  ASSERT_TRUE(begun && bench.medium->flush(*begun));
  const auto closed = bench.medium->close(job, bench.parameters);
  ASSERT_TRUE(closed && bench.medium->flush(*closed));
  std::vector<SessionState> states;
  SparseBytes disk = before;
  for (const Operation& operation : bench.file->operations) {
    disk.write(operation.offset, operation.bytes);
    Bench again{disk};
    ASSERT_TRUE(again.medium);
    const SessionState state = again.medium->layout({}).sessions.front().state;
    if (states.empty() || states.back() != state) states.push_back(state);
    if (state == SessionState::empty) continue;
    const auto repaired = again.medium->close(job, again.parameters);
    ASSERT_TRUE(repaired && again.medium->flush(*repaired));
    EXPECT_EQ(again.medium->layout({}).sessions.front().state, SessionState::complete);
    EXPECT_TRUE(load_sound(*again.file));
  }
  EXPECT_EQ(states, (std::vector<SessionState>{SessionState::empty, SessionState::incomplete,
                                               SessionState::reserved_or_damaged, SessionState::complete}));
}

}  // namespace
}  // namespace emulator::media
