#include "emulator/media/overwritable_medium.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::int64_t blocks = 11'826'176;

// On a formatted BD-RE: an ECC block is 32 blocks.
class OverwritableMediumTest : public DiscTest {
 protected:
  void SetUp() override {
    insert_blank("bd-re");
    ASSERT_TRUE(medium_->format({.capacity = base::BlockCount{blocks}}));
  }
};

// Hosts look at blocks 0 and 16 of a disc that they want to call empty.
TEST_F(OverwritableMediumTest, formatted_blocks_that_nobody_wrote_are_zeros) {
  EXPECT_TRUE(holds_zeros(0, 64));
  EXPECT_TRUE(holds_zeros(blocks - 1, 1));
  ASSERT_EQ(write(64, 1), "good");
  EXPECT_TRUE(holds_zeros(0, 64));
  EXPECT_TRUE(holds_zeros(65, 100));
}

TEST_F(OverwritableMediumTest, blocks_are_written_in_any_order_and_again) {
  ASSERT_EQ(write(6400, 32, 1), "good");
  ASSERT_EQ(write(0, 32, 2), "good");
  ASSERT_EQ(write(blocks - 1, 1, 3), "good");
  ASSERT_EQ(write(6400, 32, 4), "good");
  EXPECT_TRUE(holds(0, 32, 2));
  EXPECT_TRUE(holds(6400, 32, 4));
  EXPECT_TRUE(holds(blocks - 1, 1, 3));
}

// MMC-6, Random Writable feature, Blocking: a host may write 2 KiB, the drive reads, modifies and writes the ECC block.
TEST_F(OverwritableMediumTest, a_part_of_an_ecc_block_leaves_the_rest_of_it) {
  ASSERT_EQ(write(32, 32, 1), "good");
  ASSERT_EQ(write(40, 3, 2), "good");
  EXPECT_TRUE(holds(32, 8, 1));
  EXPECT_TRUE(holds(40, 3, 2));
  EXPECT_TRUE(holds(43, 21, 1));
  ASSERT_EQ(write(60, 40, 3), "good") << "across three ECC blocks, of which one is written";
  EXPECT_TRUE(holds(43, 17, 1));
  EXPECT_TRUE(holds(60, 40, 3));
  EXPECT_TRUE(holds_zeros(100, 28));
}

// What an earlier format left in the file must not come back beside a block that is written.
TEST_F(OverwritableMediumTest, a_format_leaves_zeros) {
  ASSERT_EQ(write(0, 96, 1), "good");
  ASSERT_TRUE(medium_->format({.capacity = base::BlockCount{blocks}}));
  EXPECT_TRUE(holds_zeros(0, 96));
  ASSERT_EQ(write(33, 1, 2), "good");
  EXPECT_TRUE(holds_zeros(32, 1));
  EXPECT_TRUE(holds(33, 1, 2));
  EXPECT_TRUE(holds_zeros(34, 62));
  ASSERT_EQ(synchronize(), "good");
  reload();
  EXPECT_TRUE(holds_zeros(0, 33));
  EXPECT_TRUE(holds(33, 1, 2));
  EXPECT_TRUE(holds_zeros(34, 62));
}

// MMC-6, WRITE (10) command and READ (10) command: first, last, last + 1, largest, none.
TEST_F(OverwritableMediumTest, addresses_end_with_the_formatted_capacity) {
  EXPECT_EQ(write(blocks - 1, 1), "good");
  EXPECT_EQ(write(blocks, 1), "5/21/00");
  EXPECT_EQ(write(blocks - 1, 2), "5/21/00");
  EXPECT_EQ(write(-1, 1), "5/21/00");
  EXPECT_EQ(write(0, 0), "good");
  EXPECT_EQ(read(blocks - 1, 1), "good");
  EXPECT_EQ(read(blocks, 1), "5/21/00");
  EXPECT_EQ(read(0xFFFF'FFFF, 1), "5/21/00");
  EXPECT_EQ(read(0, 0), "good");
  const auto refused = medium_->read({base::Lba{blocks - 1}, base::BlockCount{2}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().information, base::Lba{blocks});
}

// Decision 10: what a host is being sent does not change under it.
TEST_F(OverwritableMediumTest, an_answer_under_way_keeps_its_bytes) {
  ASSERT_EQ(write(0, 32, 1), "good");
  const auto segments = medium_->read({base::Lba{0}, base::BlockCount{32}});
  ASSERT_TRUE(segments);
  ASSERT_EQ(write(0, 32, 2), "good");
  EXPECT_EQ(scsi::gather(*segments), pattern({base::Lba{0}, base::BlockCount{32}}, 1));
  EXPECT_TRUE(holds(0, 32, 2));
}

TEST_F(OverwritableMediumTest, what_was_synchronized_is_there_after_reload) {
  ASSERT_EQ(write(0, 32, 1), "good");
  ASSERT_EQ(synchronize(), "good");
  ASSERT_EQ(write(8, 8, 2), "good");
  ASSERT_EQ(synchronize(), "good");
  ASSERT_EQ(write(3200, 32, 3), "good");
  reload();
  EXPECT_TRUE(holds(0, 8, 1));
  EXPECT_TRUE(holds(8, 8, 2));
  EXPECT_TRUE(holds(16, 16, 1));
  EXPECT_TRUE(holds_zeros(3200, 32)) << "never synchronized";
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 11826176 | t1 s1 0+11826176 last 11826175 closed");
}

// Overwriting changes no record, but the blocks have to reach the disk before SYNCHRONIZE CACHE is answered.
TEST_F(OverwritableMediumTest, overwritten_blocks_need_an_epoch_of_their_own) {
  ASSERT_EQ(write(0, 32, 1), "good");
  const scsi::FlushEpoch first = medium_->checkpoint();
  EXPECT_EQ(medium_->checkpoint(), first) << "nothing was written since";
  ASSERT_EQ(write(0, 32, 2), "good");
  EXPECT_GT(medium_->checkpoint(), first);
}

TEST_F(OverwritableMediumTest, blocks_that_the_file_has_lost_are_unrecovered) {
  ASSERT_EQ(write(0, 64, 1), "good");
  std::filesystem::resize_file(file(), 8192 + 40 * 2048);
  EXPECT_TRUE(holds(0, 40, 1));
  const auto refused = medium_->read({base::Lba{0}, base::BlockCount{64}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(text_of(refused.error()), "3/11/00");
  EXPECT_EQ(refused.error().information, base::Lba{40});
  EXPECT_TRUE(holds_zeros(64, 32)) << "nobody wrote these";
}

}  // namespace
}  // namespace emulator::media
