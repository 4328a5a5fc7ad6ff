// What a loss of power leaves of a disc that is blanked and burned again: the disc before or the disc after each step,
// never one that is half blank. README.md, Durable step and decision 15.
#include <gtest/gtest.h>

#include "emulator/media/crash_bench.h"
#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

Step write_blocks(std::int64_t count, std::uint8_t seed) {
  return [=](Bench& bench) {
    const auto next = bench.medium->layout(bench.parameters).tracks.back().next_writable;
    const base::BlockRange range{next.value_or(base::Lba{}), base::BlockCount{count}};
    const base::ByteBuffer data = pattern(range, seed);
    return bench.medium->write({.range = range, .data = data}, bench.parameters).has_value();
  };
}

bool save(Bench& bench) { return bench.medium->flush(bench.medium->checkpoint()); }

bool close_session(Bench& bench) {
  const auto epoch = bench.medium->close({.function = 2}, bench.parameters);
  return epoch && bench.medium->flush(*epoch);
}

Step blank(BlankingType type, std::uint32_t start = 0) {
  return [=](Bench& bench) {
    const auto epoch = bench.medium->blank({.type = type, .start = start});
    return epoch && bench.medium->flush(*epoch);
  };
}

// All types, each of something that is there.
std::vector<Step> steps() {
  using enum BlankingType;
  return {write_blocks(6, 1),
          close_session,
          blank(minimal),
          write_blocks(4, 2),
          close_session,
          write_blocks(8, 2),
          close_session,
          blank(last_session),
          blank(unclose_last_session),
          write_blocks(8, 3),
          save,
          blank(track_tail, 158),
          write_blocks(2, 4),
          close_session,
          blank(unclose_last_session),
          blank(track, 1),
          blank(disc),
          [](Bench& bench) { return bench.medium->reserve(base::BlockCount{20}, bench.parameters).has_value(); },
          save,
          blank(unreserve_track)};
}

const SparseBytes& blank_cd_rw() {
  static const SparseBytes disc = small_blank("cd-rw", ProfileNumber::cd_rw);
  return disc;
}

TEST(BlankingCrash, power_loss_at_every_operation_leaves_the_disc_before_or_after) {
  Bench bench{blank_cd_rw()};
  const Milestones milestones = run_all(bench, steps());
  ASSERT_EQ(milestones.size(), 15U);
  const std::size_t losses = for_each_loss(blank_cd_rw(), bench.file->operations, [&](const Loss& loss) {
    const auto disc = load_sound(loss.file);
    ASSERT_TRUE(disc) << loss.after << ": " << disc.error().invariant << ": " << disc.error().detail;
    ASSERT_TRUE(is_earlier_or_later(milestones, loss.after, disc->contents.state)) << "after " << loss.after;
  });
  EXPECT_GT(losses, 150U);
}

TEST(BlankingCrash, every_refusal_of_the_file_system_is_an_error_and_leaves_a_sound_disc) {
  for (std::size_t failing = 0;; ++failing) {
    Bench bench{blank_cd_rw()};
    bench.file->fail_at = failing;
    const std::vector<Step> all = steps();
    const auto failed = std::ranges::find_if(all, [&](const Step& step) { return !step(bench); });
    if (failed == all.end()) {
      EXPECT_FALSE(bench.file->has_failed);
      EXPECT_GT(failing, 60U);
      return;
    }
    EXPECT_TRUE(bench.file->has_failed);
    const auto disc = load_sound(*bench.file);
    ASSERT_TRUE(disc) << failing << ": " << disc.error().invariant << ": " << disc.error().detail;
  }
}

}  // namespace
}  // namespace emulator::media
