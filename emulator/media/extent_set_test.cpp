#include "emulator/media/extent_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "emulator/base/prng.h"

namespace emulator::media {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

base::BlockRange range(std::int64_t first, std::int64_t count) { return {base::Lba{first}, base::BlockCount{count}}; }

TEST(ExtentSet, an_empty_range_adds_nothing) {
  ExtentSet set;
  set.add(range(5, 0));
  EXPECT_THAT(set.ranges(), IsEmpty());
}

TEST(ExtentSet, touching_ranges_grow_together) {
  ExtentSet set;
  set.add(range(-150, 150));
  set.add(range(0, 16));
  EXPECT_THAT(set.ranges(), ElementsAre(range(-150, 166)));
}

TEST(ExtentSet, a_range_over_several_joins_them) {
  ExtentSet set;
  set.add(range(0, 2));
  set.add(range(10, 2));
  set.add(range(20, 2));
  set.add(range(40, 2));
  set.add(range(1, 20));
  EXPECT_THAT(set.ranges(), ElementsAre(range(0, 22), range(40, 2)));
}

TEST(ExtentSet, first_outside_is_the_end_when_all_is_inside) {
  ExtentSet set;
  set.add(range(10, 10));
  EXPECT_EQ(set.first_outside(range(10, 10)), base::Lba{20});
  EXPECT_EQ(set.first_outside(range(10, 11)), base::Lba{20});
  EXPECT_FALSE(set.contains(range(10, 11)));
  EXPECT_EQ(set.first_outside(range(9, 2)), base::Lba{9});
  EXPECT_EQ(set.first_outside(range(20, 1)), base::Lba{20});
  EXPECT_TRUE(set.contains(range(500, 0)));
}

TEST(ExtentSet, touches_counts_blocks_not_borders) {
  ExtentSet set;
  set.add(range(10, 10));
  EXPECT_FALSE(set.touches(range(5, 5)));
  EXPECT_TRUE(set.touches(range(5, 6)));
  EXPECT_TRUE(set.touches(range(19, 1)));
  EXPECT_FALSE(set.touches(range(20, 1)));
  EXPECT_FALSE(set.touches(range(12, 0)));
}

TEST(ExtentSet, growth_added_to_the_older_set_makes_the_newer) {
  base::Prng prng{2026};
  SCOPED_TRACE("seed 2026");
  for (int run = 0; run < 200; ++run) {
    ExtentSet older;
    std::set<std::int64_t> blocks;
    const auto add = [&](ExtentSet& set) {
      const auto first = static_cast<std::int64_t>(prng.below(60));
      const auto count = static_cast<std::int64_t>(prng.below(9));
      set.add(range(first, count));
      for (std::int64_t i = 0; i < count; ++i) blocks.insert(first + i);
    };
    for (int i = 0; i < 4; ++i) add(older);
    ExtentSet newer = older;
    for (int i = 0; i < 4; ++i) add(newer);

    ExtentSet again = older;
    for (const base::BlockRange& grown : newer.grown_from(older)) {
      EXPECT_FALSE(older.touches(grown));
      again.add(grown);
    }
    EXPECT_EQ(again, newer);
    for (std::int64_t i = 0; i < 80; ++i) EXPECT_EQ(newer.contains(range(i, 1)), blocks.contains(i)) << i;
  }
}

}  // namespace
}  // namespace emulator::media
