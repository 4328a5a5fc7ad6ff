// What is left of a burn when the power fails or the file system refuses. README.md, Durable
// step.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "emulator/media/crash_bench.h"
#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

struct Kind {
  const char* name;
  ProfileNumber profile;
};
constexpr Kind kinds[] = {{"cd-r", ProfileNumber::cd_r},
                          {"cd-rw", ProfileNumber::cd_rw},
                          {"dvd-r", ProfileNumber::dvd_minus_r_sequential},
                          {"dvd+r", ProfileNumber::dvd_plus_r},
                          {"dvd+r-dl", ProfileNumber::dvd_plus_r_dual_layer},
                          {"bd-r", ProfileNumber::bd_r_sequential}};

SparseBytes blank(const Kind& kind) { return small_blank(kind.name, kind.profile); }

std::int64_t next_writable(const Bench& bench) {
  const DiscLayout layout = bench.medium->layout(bench.parameters);
  return layout.tracks.back().next_writable.value_or(base::Lba{-1}).value;
}

bool write_blocks(Bench& bench, std::int64_t count, std::uint8_t seed) {
  const base::BlockRange range{base::Lba{next_writable(bench)}, base::BlockCount{count}};
  const base::ByteBuffer data = pattern(range, seed);
  return bench.medium->write({.range = range, .data = data}, bench.parameters).has_value();
}

bool synchronize(Bench& bench) {
  const auto epoch = bench.medium->synchronize(bench.parameters);
  return epoch && bench.medium->flush(*epoch);
}

bool close_session(Bench& bench) {
  const auto epoch = bench.medium->close({.function = 2}, bench.parameters);
  return epoch && bench.medium->flush(*epoch);
}

// Two sessions with a checkpoint in the middle of a track; each step says whether it worked.
std::vector<Step> burn_steps() {
  return {[](Bench& bench) { return write_blocks(bench, 5, 1); },
          [](Bench& bench) { return bench.medium->flush(bench.medium->checkpoint()); },
          [](Bench& bench) { return write_blocks(bench, 30, 1); },
          [](Bench& bench) { return synchronize(bench); },
          [](Bench& bench) { return close_session(bench); },
          [](Bench& bench) { return write_blocks(bench, 7, 1); },
          [](Bench& bench) { return close_session(bench); }};
}

bool holds_what_was_written(const NotingFile& file, const LoadedDisc& disc, const SparseBytes& final_content) {
  for (const base::BlockRange& extent : disc.contents.state.user_data().ranges()) {
    const auto size = static_cast<std::size_t>(extent.count.value * base::block_bytes);
    base::ByteBuffer there(size);
    base::ByteBuffer wanted(size);
    if (!file.read(disc.geometry.offset_of(extent.first), there)) return false;
    if (!final_content.read(disc.geometry.offset_of(extent.first), wanted)) return false;
    if (there != wanted) return false;
  }
  return true;
}

class CrashTest : public testing::TestWithParam<Kind> {};

TEST_P(CrashTest, power_loss_at_every_operation_leaves_the_earlier_or_the_later_disc) {
  const SparseBytes before = blank(GetParam());
  Bench bench{before};
  const Milestones milestones = run_all(bench, burn_steps());
  const std::vector<Operation>& operations = bench.file->operations;
  ASSERT_GE(milestones.size(), 5U);
  const std::size_t losses = for_each_loss(before, operations, [&](const Loss& loss) {
    const auto disc = load_sound(loss.file);
    ASSERT_TRUE(disc) << loss.after << ": " << disc.error().invariant << ": " << disc.error().detail;
    ASSERT_TRUE(is_earlier_or_later(milestones, loss.after, disc->contents.state)) << "after " << loss.after;
    ASSERT_TRUE(holds_what_was_written(loss.file, *disc, bench.file->content())) << "after " << loss.after;
  });
  EXPECT_GT(losses, 3 * operations.size() / 2);
}

TEST_P(CrashTest, a_disc_that_lost_power_can_be_burned_on) {
  const SparseBytes before = blank(GetParam());
  Bench bench{before};
  static_cast<void>(run_all(bench, burn_steps()));
  SparseBytes disk = before;
  for (const Operation& operation : bench.file->operations) {
    disk.write(operation.offset, operation.bytes);
    Bench again{disk};
    ASSERT_TRUE(again.medium);
    ASSERT_TRUE(write_blocks(again, 40, 9));
    ASSERT_TRUE(close_session(again));
    EXPECT_TRUE(load_sound(*again.file));
  }
}

// The failing operation is a write (no space) or an fdatasync (an I/O error), one after the other until none is left.
TEST_P(CrashTest, every_refusal_of_the_file_system_is_an_error_and_loses_nothing) {
  const SparseBytes before = blank(GetParam());
  for (std::size_t failing = 0;; ++failing) {
    Bench bench{before};
    bench.file->fail_at = failing;
    DiscState durable = state_in(*bench.file);
    bool all_worked = true;
    for (const auto& step : burn_steps()) {
      const std::int64_t next = next_writable(bench);
      if (!step(bench)) {
        all_worked = false;
        EXPECT_TRUE(bench.file->has_failed);
        // The disc in the file is sound, and is what the last successful flush made durable, or newer.
        const auto disc = load_sound(*bench.file);
        ASSERT_TRUE(disc) << failing << ": " << disc.error().invariant << ": " << disc.error().detail;
        EXPECT_GE(disc->contents.state.tracks.size(), durable.tracks.size());
        EXPECT_GE(next_writable(bench), next);
        break;
      }
      durable = state_in(*bench.file);
    }
    if (all_worked) {
      EXPECT_FALSE(bench.file->has_failed);
      EXPECT_GT(failing, 15U);
      break;
    }
  }
}

TEST_P(CrashTest, a_write_without_space_is_a_write_error_and_nwa_stays) {
  Bench bench{blank(GetParam())};
  ASSERT_TRUE(write_blocks(bench, 32, 1));
  bench.file->fail_at = 0;
  const std::int64_t next = next_writable(bench);
  const base::BlockRange range{base::Lba{next}, base::BlockCount{16}};
  const auto refused = bench.medium->write({.range = range, .data = pattern(range)}, bench.parameters);
  EXPECT_EQ(outcome(refused), "3/0C/00");
  EXPECT_EQ(next_writable(bench), next);
  EXPECT_TRUE(bench.medium->write({.range = range, .data = pattern(range)}, bench.parameters)) << "space is back";
  EXPECT_TRUE(close_session(bench));
}

TEST_P(CrashTest, a_first_write_without_space_leaves_the_disc_blank) {
  Bench bench{blank(GetParam())};
  bench.file->fail_at = 0;
  EXPECT_FALSE(write_blocks(bench, 16, 1));
  EXPECT_EQ(bench.medium->layout(bench.parameters).status, DiscStatus::blank);
  EXPECT_TRUE(write_blocks(bench, 16, 1));
}

// The second operation of a flush is the write of the log.
TEST_P(CrashTest, a_log_without_space_can_be_flushed_later) {
  Bench bench{blank(GetParam())};
  ASSERT_TRUE(write_blocks(bench, 32, 1));
  bench.file->fail_at = 1;
  EXPECT_FALSE(bench.medium->flush(bench.medium->checkpoint()));
  EXPECT_TRUE(state_in(*bench.file).tracks.empty());
  EXPECT_TRUE(bench.medium->flush(bench.medium->checkpoint()));
  EXPECT_EQ(state_in(*bench.file).tracks.size(), 1U);
}

TEST_P(CrashTest, after_a_failed_fdatasync_nothing_is_promised_any_more) {
  Bench bench{blank(GetParam())};
  ASSERT_TRUE(write_blocks(bench, 32, 1));
  bench.file->fail_at = 0;
  EXPECT_FALSE(bench.medium->flush(bench.medium->checkpoint()));
  EXPECT_FALSE(bench.medium->flush(bench.medium->checkpoint()));
  EXPECT_FALSE(write_blocks(bench, 16, 1));
  EXPECT_TRUE(state_in(*bench.file).tracks.empty());
}

// Both steps change where the disc ends.
TEST(LayersCrashTest, power_loss_leaves_the_earlier_or_the_later_end_of_the_disc) {
  const SparseBytes before = small_blank("dvd+r-dl", ProfileNumber::dvd_plus_r_dual_layer);
  Bench bench{before};
  const auto boundary = bench.medium->set_layer_boundary(base::BlockCount{16'000});
  ASSERT_TRUE(boundary && bench.medium->flush(*boundary));
  ASSERT_TRUE(write_blocks(bench, 20, 1));
  const auto closed = bench.medium->close({.function = 4}, bench.parameters);
  ASSERT_TRUE(closed && bench.medium->flush(*closed));
  std::set<std::int64_t> ends;
  SparseBytes disk = before;
  for (const Operation& operation : bench.file->operations) {
    disk.write(operation.offset, operation.bytes);
    const NotingFile file{disk};
    const auto disc = load_sound(file);
    ASSERT_TRUE(disc) << disc.error().invariant << ": " << disc.error().detail;
    ends.insert(Bench{disk}.medium->layout({}).last_possible_lead_out.value().value);
  }
  EXPECT_EQ(ends, (std::set<std::int64_t>{small_disc.value, 32'000, 32}));
}

INSTANTIATE_TEST_SUITE_P(Families, CrashTest, testing::ValuesIn(kinds), [](const auto& run) {
  std::string name = run.param.name;
  std::ranges::replace(name, '-', '_');
  std::ranges::replace(name, '+', 'p');
  return name;
});

}  // namespace
}  // namespace emulator::media
