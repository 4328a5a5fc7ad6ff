#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"
#include "emulator/media/dvd_minus_r.h"

namespace emulator::media {
namespace {

constexpr std::int64_t capacity = 4'171'712;

class DvdMinusRDualLayerTest : public DiscTest {
 protected:
  void SetUp() override { insert_blank("dvd-r-dl"); }
};

// MMC-6, DVD-R dual layer recording model: two layers of 2,085,856 blocks.
TEST_F(DvdMinusRDualLayerTest, blank_disc_has_two_layers) {
  EXPECT_EQ(medium_->profile_number(), ProfileNumber::dvd_minus_r_dual_layer_sequential);
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+4171712 nwa 0 free 4171712 invisible");
  EXPECT_EQ(layout().last_possible_lead_out, base::Lba{capacity});
}

TEST_F(DvdMinusRDualLayerTest, disc_at_once_goes_over_the_layer_break) {
  parameters_ = {.write_type = WriteType::session_at_once};
  ASSERT_EQ(reserve(capacity), "good");
  EXPECT_EQ(reserve(16), "5/30/05");
  ASSERT_EQ(write(0, 32), "good");
  EXPECT_EQ(write(capacity, 16), "5/21/00");
  EXPECT_EQ(layout().tracks.front().free_blocks, base::BlockCount{capacity - 32});
}

TEST_F(DvdMinusRDualLayerTest, sessions_are_added) {
  parameters_ = {.write_type = WriteType::packet, .multi_session = 3};
  ASSERT_EQ(write(0, 32), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(next_writable(), 93'952);
}

}  // namespace
}  // namespace emulator::media
