// What a loss of power leaves of a DVD-RW that changes its form: blanked, written, formatted, grown and closed. The
// disc before or the disc after each step, and of blocks that are written again the old or the new ones. README.md,
// Durable step.
#include <gtest/gtest.h>

#include "emulator/media/crash_bench.h"
#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::uint8_t quick_grow = 0x13;
constexpr std::uint8_t quick = 0x15;

Step put(std::int64_t first, std::int64_t count, std::uint8_t seed) {
  return [=](Bench& bench) {
    const base::BlockRange range{base::Lba{first}, base::BlockCount{count}};
    const base::ByteBuffer data = pattern(range, seed);
    return bench.medium->write({.range = range, .data = data}, bench.parameters).has_value();
  };
}

bool save(Bench& bench) { return bench.medium->flush(bench.medium->checkpoint()); }

bool close(Bench& bench) {
  const auto epoch = bench.medium->close({.function = 2}, bench.parameters);
  return epoch && bench.medium->flush(*epoch);
}

Step format(std::uint8_t type, std::int64_t blocks) {
  return [=](Bench& bench) {
    const auto epoch = bench.medium->format({.capacity = base::BlockCount{blocks}, .type = type});
    return epoch && bench.medium->flush(*epoch);
  };
}

Step blank(BlankingType type) {
  return [=](Bench& bench) {
    const auto epoch = bench.medium->blank({.type = type});
    return epoch && bench.medium->flush(*epoch);
  };
}

std::vector<Step> steps() {
  return {put(0, 20, 1),
          close,
          format(quick, 0),
          put(0, 32, 2),
          save,
          put(16, 32, 3),
          save,
          close,
          put(0, 16, 4),
          save,
          format(quick_grow, 0),
          put(48, 16, 5),
          close,
          blank(BlankingType::minimal),
          format(0x00, 640),
          put(320, 16, 6),
          save,
          blank(BlankingType::disc)};
}

const SparseBytes& blank_dvd_rw() {
  static const SparseBytes disc = small_blank("dvd-rw", ProfileNumber::dvd_minus_rw_sequential);
  return disc;
}

TEST(RestrictedOverwriteCrash, power_loss_at_every_operation_leaves_the_disc_before_or_after) {
  Bench bench{blank_dvd_rw()};
  const Milestones milestones = run_all(bench, steps());
  ASSERT_GE(milestones.size(), 11U);
  const std::size_t losses = for_each_loss(blank_dvd_rw(), bench.file->operations, [&](const Loss& loss) {
    const auto disc = load_sound(loss.file);
    ASSERT_TRUE(disc) << loss.after << ": " << disc.error().invariant << ": " << disc.error().detail;
    ASSERT_TRUE(is_earlier_or_later(milestones, loss.after, disc->contents.state)) << "after " << loss.after;
  });
  EXPECT_GT(losses, 100U);
}

TEST(RestrictedOverwriteCrash, every_refusal_of_the_file_system_is_an_error_and_leaves_a_sound_disc) {
  for (std::size_t failing = 0;; ++failing) {
    Bench bench{blank_dvd_rw()};
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
