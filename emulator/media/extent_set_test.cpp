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

TEST(ExtentSet, removing_cuts_extents) {
  ExtentSet set;
  set.add(range(10, 10));
  set.add(range(30, 10));
  set.remove(range(15, 0));
  EXPECT_EQ(set.ranges(), (std::vector{range(10, 10), range(30, 10)}));
  set.remove(range(12, 3));
  EXPECT_EQ(set.ranges(), (std::vector{range(10, 2), range(15, 5), range(30, 10)}));
  set.remove(range(18, 14));
  EXPECT_EQ(set.ranges(), (std::vector{range(10, 2), range(15, 3), range(32, 8)}));
  set.remove(range(0, 100));
  EXPECT_TRUE(set.ranges().empty());
}

TEST(ExtentSet, next_from_is_the_first_written_block_from_there) {
  ExtentSet set;
  set.add(range(10, 10));
  set.add(range(30, 10));
  EXPECT_EQ(set.next_from(base::Lba{0}), base::Lba{10});
  EXPECT_EQ(set.next_from(base::Lba{10}), base::Lba{10});
  EXPECT_EQ(set.next_from(base::Lba{19}), base::Lba{19});
  EXPECT_EQ(set.next_from(base::Lba{20}), base::Lba{30});
  EXPECT_EQ(set.next_from(base::Lba{39}), base::Lba{39});
  EXPECT_EQ(set.next_from(base::Lba{40}), std::nullopt);
}

// Sets that did not grow out of each other, as a format leaves them.
TEST(ExtentSet, two_differences_lead_from_any_set_to_any_other) {
  base::Prng prng{11};
  SCOPED_TRACE("seed 11");
  const auto any = [&] {
    ExtentSet set;
    for (int i = 0; i < 5; ++i) {
      set.add(range(static_cast<std::int64_t>(prng.below(60)), static_cast<std::int64_t>(prng.below(12))));
    }
    return set;
  };
  for (int run = 0; run < 500; ++run) {
    const ExtentSet before = any();
    const ExtentSet after = any();
    ExtentSet set = before;
    for (const base::BlockRange& gone : before.grown_from(after)) {
      EXPECT_TRUE(before.contains(gone));
      EXPECT_FALSE(after.touches(gone));
      set.remove(gone);
    }
    for (const base::BlockRange& grown : after.grown_from(before)) {
      EXPECT_FALSE(before.touches(grown));
      set.add(grown);
    }
    ASSERT_EQ(set, after) << "run " << run;
  }
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
