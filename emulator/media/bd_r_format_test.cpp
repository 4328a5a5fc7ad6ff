// FORMAT UNIT on BD-R and pseudo overwrite. MMC-6, BD-R recording models; sizes of two real drives.
#include "emulator/media/bd_r_formats.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::int64_t default_capacity = 11'826'176;
constexpr std::int64_t largest_capacity = 12'088'320;
constexpr std::int64_t smallest_capacity = 5'796'864;

class BdRFormatTest : public DiscTest {
 protected:
  void SetUp() override { insert_blank("bd-r"); }
  [[nodiscard]] std::string format(std::int64_t blocks, std::uint8_t type = 0x32, std::uint8_t sub_type = 0) {
    return outcome(medium_->format({.capacity = base::BlockCount{blocks}, .type = type, .sub_type = sub_type}));
  }
};

TEST_F(BdRFormatTest, a_blank_disc_lists_what_real_drives_list) {
  const std::vector<Format> formats = medium_->formats();
  const auto blocks = [](std::int64_t count) { return base::BlockCount{count}; };
  ASSERT_EQ(formats.size(), 4U);
  EXPECT_EQ(formats[0], (Format{.capacity = blocks(default_capacity), .type = 0x00, .parameter = 0x3000}));
  EXPECT_EQ(formats[1], (Format{.capacity = blocks(default_capacity), .type = 0x32}));
  EXPECT_EQ(formats[2], (Format{.capacity = blocks(smallest_capacity), .type = 0x32}));
  EXPECT_EQ(formats[3], (Format{.capacity = blocks(largest_capacity), .type = 0x32}));
}

TEST_F(BdRFormatTest, a_formatted_disc_is_appendable_and_holds_nothing) {
  ASSERT_EQ(format(default_capacity, 0x00), "good");
  EXPECT_EQ(state(), "appendable | s1 empty 1-1 | t1 s1 0+11826176 nwa 0 free 11826176 invisible");
  EXPECT_EQ(layout().formatted_capacity, base::BlockCount{default_capacity});
  EXPECT_EQ(layout().overwrites_left, 0x3000U);
  EXPECT_EQ(medium_->last_readable(), base::Lba{0});
  EXPECT_TRUE(medium_->formats().empty());
}

TEST_F(BdRFormatTest, sizes_between_the_listed_ones_are_taken) {
  ASSERT_EQ(format(10'000'000 / 32 * 32), "good");
  EXPECT_EQ(next_writable(), 0);
  EXPECT_EQ(write(10'000'000 / 32 * 32, 32), "5/21/00") << "the spares are not for hosts";
}

TEST_F(BdRFormatTest, what_is_not_offered_is_refused) {
  EXPECT_EQ(format(default_capacity, 0x30), "5/26/00");
  EXPECT_EQ(format(default_capacity, 0x32, 2), "5/26/00") << "random recording";
  EXPECT_EQ(format(default_capacity, 0x32, 3), "5/26/00");
  for (const std::int64_t blocks :
       {std::int64_t{0}, smallest_capacity - 32, largest_capacity + 32, largest_capacity - 16}) {
    EXPECT_EQ(format(blocks), "5/26/00") << blocks;
  }
  EXPECT_EQ(layout().status, DiscStatus::blank);
  EXPECT_EQ(format(smallest_capacity), "good");
}

// Checklist 92.
TEST_F(BdRFormatTest, a_disc_is_formatted_once) {
  ASSERT_EQ(format(default_capacity), "good");
  EXPECT_EQ(format(default_capacity), "5/30/06");
}

// Checklist 92.
TEST_F(BdRFormatTest, a_recorded_disc_is_not_formatted) {
  ASSERT_EQ(write(0, 32), "good");
  EXPECT_EQ(format(default_capacity), "5/30/05");
  EXPECT_TRUE(medium_->formats().empty());
}

class OtherFamilyTest : public DiscTest, public testing::WithParamInterface<const char*> {};

TEST_P(OtherFamilyTest, has_no_format) {
  insert_blank(GetParam());
  EXPECT_EQ(outcome(medium_->format({.capacity = base::BlockCount{default_capacity}, .type = 0x32})), "5/30/06");
  EXPECT_TRUE(medium_->formats().empty());
}

INSTANTIATE_TEST_SUITE_P(Writable, OtherFamilyTest, testing::Values("cd-r", "dvd+r"));

// growisofs -M rewrites the volume descriptors at block 16 of a disc whose track is closed.
// Checklist 138.
TEST_F(BdRFormatTest, recorded_blocks_are_overwritten) {
  ASSERT_EQ(format(default_capacity), "good");
  ASSERT_EQ(write(0, 96), "good");
  ASSERT_EQ(synchronize(), "good");
  ASSERT_EQ(close(1, 1), "good");
  ASSERT_EQ(write(16, 16, 7), "good");
  EXPECT_TRUE(holds(0, 16));
  EXPECT_TRUE(holds(16, 16, 7));
  EXPECT_TRUE(holds(32, 64));
  EXPECT_EQ(next_writable(), 96);
  EXPECT_EQ(layout().overwrites_left, 0x3000U - 1);
  ASSERT_EQ(write(20, 60, 9), "good") << "over three clusters, one of them replaced before";
  EXPECT_TRUE(holds(16, 4, 7));
  EXPECT_TRUE(holds(20, 60, 9));
  EXPECT_TRUE(holds(80, 16));
  EXPECT_EQ(layout().overwrites_left, 0x3000U - 4);
}

TEST_F(BdRFormatTest, what_was_overwritten_is_there_after_a_reload) {
  ASSERT_EQ(format(default_capacity), "good");
  ASSERT_EQ(write(0, 64), "good");
  ASSERT_EQ(write(32, 32, 5), "good");
  ASSERT_EQ(synchronize(), "good");
  ASSERT_TRUE(medium_->flush(medium_->checkpoint()));
  ASSERT_EQ(write(0, 32, 6), "good");
  EXPECT_TRUE(holds(0, 32, 6));
  reload();
  EXPECT_TRUE(holds(0, 32)) << "never flushed";
  EXPECT_TRUE(holds(32, 32, 5));
  EXPECT_EQ(layout().formatted_capacity, base::BlockCount{default_capacity});
  EXPECT_EQ(medium_->last_readable(), base::Lba{default_capacity - 1});
  EXPECT_EQ(write(64, 32), "good");
}

TEST_F(BdRFormatTest, a_half_recorded_cluster_is_padded_before_it_is_overwritten) {
  ASSERT_EQ(format(default_capacity), "good");
  ASSERT_EQ(write(0, 40), "good");
  ASSERT_EQ(write(32, 4, 3), "good");
  EXPECT_EQ(next_writable(), 64);
  EXPECT_TRUE(holds(32, 4, 3));
  EXPECT_TRUE(holds(36, 4));
  EXPECT_TRUE(holds_zeros(40, 24));
}

TEST_F(BdRFormatTest, an_overwrite_ends_with_what_is_recorded) {
  ASSERT_EQ(format(default_capacity), "good");
  ASSERT_EQ(write(0, 64), "good");
  EXPECT_EQ(write(32, 64), "5/21/02");
  EXPECT_EQ(write(96, 32), "5/21/02") << "a hole";
  EXPECT_TRUE(holds(0, 64));
}

TEST_F(BdRFormatTest, a_refused_overwrite_leaves_the_next_writable_address) {
  ASSERT_EQ(format(default_capacity), "good");
  ASSERT_EQ(write(0, 16), "good");
  EXPECT_EQ(write(8, 32), "5/21/02");
  EXPECT_EQ(next_writable(), 16);
  EXPECT_EQ(write(16, 16), "good");
}

// Checklist 139.
TEST_F(BdRFormatTest, without_pseudo_overwrite_nothing_is_overwritten) {
  ASSERT_EQ(format(default_capacity, 0x32, 1), "good");
  EXPECT_FALSE(layout().overwrites_left);
  ASSERT_EQ(write(0, 64), "good");
  EXPECT_EQ(write(0, 32), "5/21/02");
  EXPECT_EQ(medium_->last_readable(), base::Lba{0}) << "no session is complete";
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(medium_->last_readable(), base::Lba{63});
}

TEST_F(BdRFormatTest, formatted_blocks_that_hold_nothing_are_blank) {
  ASSERT_EQ(format(default_capacity), "good");
  ASSERT_EQ(write(0, 64), "good");
  EXPECT_EQ(read(64, 1), "8/00/00");
  EXPECT_EQ(read(default_capacity - 1, 1), "8/00/00");
  EXPECT_EQ(read(default_capacity, 1), "5/21/00");
}

TEST_F(BdRFormatTest, a_finalized_disc_takes_no_overwrite) {
  ASSERT_EQ(format(default_capacity), "good");
  ASSERT_EQ(write(0, 64), "good");
  ASSERT_EQ(close(6), "good");
  EXPECT_EQ(write(0, 32), "5/30/05");
}

TEST_F(BdRFormatTest, spares_are_used_up_once) {
  ASSERT_EQ(format(largest_capacity), "good");
  ASSERT_EQ(write(0, 32), "good");
  EXPECT_EQ(layout().overwrites_left, 0x1000U);
  for (int i = 0; i < 0x1000; ++i) ASSERT_EQ(write(i % 32, 1, static_cast<std::uint8_t>(i)), "good") << i;
  EXPECT_EQ(layout().overwrites_left, 0U);
  EXPECT_EQ(write(0, 1), "3/32/00");
  EXPECT_TRUE(holds(31, 1, 0xFF));
}

}  // namespace
}  // namespace emulator::media
