// DVD-RW in each of its states: READ DISC INFORMATION, READ CAPACITY, READ TRACK INFORMATION, READ TOC, READ FORMAT
// CAPACITIES, the profile and the current features agree with each other. MMC-6, DVD-RW recording model.
#include "emulator/mmc/disc_states_for_test.h"

namespace emulator::mmc {
namespace {

// 2,297,888 blocks are 231020h.
class DvdMinusRwStates : public DiscStates {
 protected:
  void SetUp() override {
    BurnTest::SetUp();
    with_blank("dvd-rw");
    EXPECT_EQ(select_write_parameters("40 C5 08 00"), "GOOD");
  }
  std::string format(const std::string& descriptor) {
    return bench_->outcome("04 11 00 00 00 00", "00 00 00 08 " + descriptor);
  }
};

TEST_F(DvdMinusRwStates, blank) {
  EXPECT_EQ(profile(), "00 14");
  EXPECT_EQ(disc(), "10 01 01 01 01");
  EXPECT_EQ(last_block(), "00 00 00 00");
  EXPECT_EQ(flags("01"), "61 01");
  EXPECT_EQ(free_blocks("01"), "00 23 10 20");
  EXPECT_EQ(
      part("23 00 00 00 00 00 00 00 24 00", 0, 36),
      "00 00 00 20 00 23 10 20 01 00 08 00 00 23 10 20 00 00 08 00 00 23 10 20 40 00 00 10 00 23 10 20 54 00 00 10");
  EXPECT_EQ(feature("21"), "current");
  EXPECT_EQ(feature("23"), "current");
  EXPECT_EQ(feature("26"), "listed");
  EXPECT_EQ(feature("2C"), "listed");
  EXPECT_EQ(feature("2F"), "current");
}

// Checklist 23.
TEST_F(DvdMinusRwStates, blanked_minimally) {
  ASSERT_EQ(write(0, 32, 1), "GOOD");
  ASSERT_EQ(bench_->outcome("A1 01 00 00 00 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(disc(), "10 01 01 01 01");
  EXPECT_EQ(feature("21"), "listed");
  EXPECT_EQ(feature("2F"), "current");
  ASSERT_EQ(bench_->outcome("A1 00 00 00 00 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(feature("21"), "current");
}

TEST_F(DvdMinusRwStates, complete) {
  ASSERT_EQ(select_write_parameters("40 05 08 00"), "GOOD");
  ASSERT_EQ(write(0, 32, 1), "GOOD");
  ASSERT_EQ(close(2), "GOOD");
  EXPECT_EQ(disc(), "1E 01 01 01 01");
  EXPECT_EQ(last_block(), "00 00 00 1F");
  EXPECT_EQ(current_capacity(), "00 00 00 20 02");
  EXPECT_EQ(feature("21"), "listed");
  EXPECT_EQ(feature("23"), "current");
  EXPECT_EQ(write(32, 16, 1), "5/30/05");
}

// Checklist 58.
TEST_F(DvdMinusRwStates, formatted) {
  ASSERT_EQ(format("00 23 10 20 00 00 08 00"), "GOOD");
  EXPECT_EQ(profile(), "00 13");
  EXPECT_EQ(disc(), "1E 01 01 01 01");
  EXPECT_EQ(last_block(), "00 23 10 1F");
  EXPECT_EQ(flags("01"), "31 02");
  EXPECT_EQ(free_blocks("01"), "00 00 00 00");
  EXPECT_EQ(size("01"), "00 23 10 20");
  EXPECT_EQ(lead_out(), "00 23 10 20");
  EXPECT_EQ(part("23 00 00 00 00 00 00 00 2C 00", 0, 44),
            "00 00 00 28 00 23 10 20 02 00 08 00 00 23 10 20 00 00 08 00 00 23 10 20 40 00 00 10 "
            "00 00 00 00 4C 00 00 10 00 23 10 20 54 00 00 10");
  EXPECT_EQ(feature("20"), "listed");
  EXPECT_EQ(feature("21"), "current");
  EXPECT_EQ(feature("23"), "current");
  EXPECT_EQ(feature("26"), "current");
  EXPECT_EQ(feature("2C"), "current");
  EXPECT_EQ(feature("2F"), "listed");
  EXPECT_EQ(bench_->outcome("53 00 00 00 00 00 00 00 20 00"), "5/72/05");
}

// Checklist 93.
TEST_F(DvdMinusRwStates, intermediate) {
  ASSERT_EQ(format("00 00 00 00 54 00 00 10"), "GOOD");
  EXPECT_EQ(profile(), "00 13");
  EXPECT_EQ(disc(), "15 01 01 01 01");
  EXPECT_EQ(last_block(), "00 00 00 00");
  EXPECT_EQ(flags("01"), "31 01");
  EXPECT_EQ(current_capacity(), "00 00 00 00 03");
  ASSERT_EQ(write(0, 32, 1), "GOOD");
  EXPECT_EQ(flags("01"), "31 03");
  EXPECT_EQ(next_writable("01"), "00 00 00 20");
  EXPECT_EQ(free_blocks("01"), "00 23 10 00");
  EXPECT_EQ(last_block(), "00 00 00 1F");
  EXPECT_EQ(current_capacity(), "00 00 00 20 03");
  EXPECT_EQ(lead_out(), "5/24/00");
  ASSERT_EQ(close(2), "GOOD");
  EXPECT_EQ(disc(), "1E 01 01 01 01");
  EXPECT_EQ(current_capacity(), "00 00 00 20 02");
  EXPECT_EQ(lead_out(), "00 00 00 20");
}

// The profile and the features are others then. MMC-6, Operational Change events.
TEST_F(DvdMinusRwStates, format_and_blanking_announce_other_features) {
  const auto event = [&] { return bench_->data("4A 01 00 00 02 00 00 00 08 00"); };
  while (event() != "00 06 01 56 00 00 00 00") {
  }
  ASSERT_EQ(format("00 00 00 00 54 00 00 10"), "GOOD");
  EXPECT_EQ(event(), "00 06 01 56 02 00 00 01");
  ASSERT_EQ(bench_->outcome("A1 00 00 00 00 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(event(), "00 06 01 56 02 00 00 01");
  EXPECT_EQ(profile(), "00 14");
}

// MMC-6, Write Parameters mode page; MMC-6, Test Write.
TEST_F(DvdMinusRwStates, test_write_is_of_sequential_recording) {
  EXPECT_EQ(select_write_parameters("52 04 08 00"), "GOOD");
  ASSERT_EQ(format("00 00 00 00 54 00 00 10"), "GOOD");
  EXPECT_EQ(select_write_parameters("50 05 08 00"), "5/26/02");
}

}  // namespace
}  // namespace emulator::mmc
