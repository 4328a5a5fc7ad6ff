// DVD-R in each of its states: READ DISC INFORMATION, READ CAPACITY, READ TRACK INFORMATION, READ TOC, READ FORMAT
// CAPACITIES, the current features and structures agree with each other. MMC-6, DVD-R recording model.
#include "emulator/mmc/disc_states_for_test.h"

namespace emulator::mmc {
namespace {

// 2,297,888 blocks are 231020h, of 2,298,496 (231280h); 65,264 are FEF0h and 93,952 are 16F00h.
class DvdMinusRStates : public DiscStates {
 protected:
  void SetUp() override {
    BurnTest::SetUp();
    with_blank("dvd-r");
    EXPECT_EQ(select_write_parameters("40 C5 08 00"), "GOOD");  // incremental, a next session allowed
  }
  void finish_with_the_last_session() { EXPECT_EQ(select_write_parameters("40 05 08 00"), "GOOD"); }
  void write_at_once() { EXPECT_EQ(select_write_parameters("42 04 08 00"), "GOOD"); }
};

// Checklist 59.
TEST_F(DvdMinusRStates, blank) {
  EXPECT_EQ(profile(), "00 11");
  EXPECT_EQ(disc(), "00 01 01 01 01");
  EXPECT_EQ(last_lead_out(), "00 23 12 80");
  EXPECT_EQ(last_block(), "00 00 00 00");
  EXPECT_EQ(flags("01"), "41 01");
  EXPECT_EQ(next_writable("01"), "00 00 00 00");
  EXPECT_EQ(free_blocks("01"), "00 23 10 20");
  EXPECT_EQ(size("01"), "00 23 10 20");
  EXPECT_EQ(lead_out(), "5/24/00");
  EXPECT_EQ(current_capacity(), "00 23 10 20 01");
  EXPECT_EQ(feature("10"), "listed");
  EXPECT_EQ(feature("21"), "current");
  EXPECT_EQ(feature("2F"), "current");
  EXPECT_EQ(feature("33"), "absent");
  EXPECT_EQ(bench_->outcome("28 00 00 00 00 00 00 00 01 00"), "5/21/00");
}

// Checklist 24.
TEST_F(DvdMinusRStates, open_session) {
  ASSERT_EQ(write(0, 32, 1), "GOOD");
  EXPECT_EQ(disc(), "05 01 01 01 01");
  EXPECT_EQ(last_block(), "00 00 00 00");
  EXPECT_EQ(flags("FF"), "21 03");
  EXPECT_EQ(next_writable("01"), "00 00 00 20");
  EXPECT_EQ(last_recorded("01"), "00 00 00 1F");
  EXPECT_EQ(lead_out(), "5/24/00");
  EXPECT_EQ(feature("21"), "current");
  EXPECT_EQ(feature("2F"), "listed");
}

TEST_F(DvdMinusRStates, reserved) {
  ASSERT_EQ(bench_->outcome("53 00 00 00 00 00 00 00 40 00"), "GOOD");  // 64 blocks
  EXPECT_EQ(disc(), "05 01 01 01 02");
  EXPECT_EQ(flags("01"), "E1 01");
  EXPECT_EQ(size("01"), "00 00 00 40");
  EXPECT_EQ(flags("FF"), "61 01");
  EXPECT_EQ(next_writable("FF"), "00 00 00 40");
  ASSERT_EQ(write(0, 16, 1), "GOOD");
  EXPECT_EQ(flags("01"), "A1 03");
  EXPECT_EQ(free_blocks("01"), "00 00 00 30");
  EXPECT_EQ(close(2), "5/72/03");
}

TEST_F(DvdMinusRStates, appendable) {
  ASSERT_EQ(write(0, 16, 1), "GOOD");
  ASSERT_EQ(close(1, 1), "GOOD");
  ASSERT_EQ(close(2), "GOOD");
  EXPECT_EQ(disc(), "01 01 02 02 02");
  EXPECT_EQ(last_lead_out(), "00 23 12 80");
  EXPECT_EQ(last_block(), "00 00 00 0F");
  EXPECT_EQ(flags("01"), "21 02");
  EXPECT_EQ(size("01"), "00 00 FE F0");
  EXPECT_EQ(last_recorded("01"), "00 00 00 0F");
  EXPECT_EQ(flags("02"), "61 01");
  EXPECT_EQ(next_writable("FF"), "00 01 6F 00");
  EXPECT_EQ(lead_out(), "00 00 00 10");
  EXPECT_EQ(last_session(), "01 00 00 00 00 00") << "first track, its address";
  EXPECT_EQ(current_capacity(), "00 00 00 10 02");
  EXPECT_EQ(feature("10"), "current");
  EXPECT_EQ(feature("21"), "current");
  EXPECT_EQ(feature("2F"), "listed");
  EXPECT_EQ(part("AD 00 00 00 00 00 00 10 00 28 00 00", 4, 1), "25") << "the lead-in of the first border";
}

TEST_F(DvdMinusRStates, complete) {
  ASSERT_EQ(write(0, 16, 1), "GOOD");
  finish_with_the_last_session();
  ASSERT_EQ(close(2), "GOOD");
  EXPECT_EQ(disc(), "0E 01 01 01 01");
  EXPECT_EQ(last_lead_out(), "FF FF FF FF");
  EXPECT_EQ(last_block(), "00 00 00 0F");
  EXPECT_EQ(flags("FF"), "5/24/00");
  EXPECT_EQ(feature("21"), "listed");
  EXPECT_EQ(feature("2F"), "listed");
  for (const char* const refused :
       {"5B 00 02 00 00 00 00 00 00 00", "53 00 00 00 00 00 00 00 20 00", "54 01 00 00 00 00 00 00 00 00"}) {
    EXPECT_EQ(bench_->outcome(refused), "5/30/05") << refused;
  }
  EXPECT_EQ(write(16, 16, 1), "5/30/05");
}

TEST_F(DvdMinusRStates, complete_at_once) {
  write_at_once();
  ASSERT_EQ(bench_->outcome("53 00 00 00 00 00 00 00 2A 00"), "GOOD");  // 42 blocks, 48 in whole ECC blocks
  EXPECT_EQ(disc(), "05 01 01 01 02");
  EXPECT_EQ(flags("01"), "C1 01");
  ASSERT_EQ(write(0, 42, 1), "GOOD");
  ASSERT_EQ(bench_->outcome(synchronize), "GOOD");
  EXPECT_EQ(disc(), "0E 01 01 01 01");
  EXPECT_EQ(flags("01"), "01 02");
  EXPECT_EQ(size("01"), "00 00 00 30");
  EXPECT_EQ(last_block(), "00 00 00 2F");
  EXPECT_EQ(lead_out(), "00 00 00 30");
  EXPECT_EQ(close(2), "GOOD");
}

TEST_F(DvdMinusRStates, full) {
  ASSERT_EQ(bench_->outcome("53 00 00 00 00 00 23 10 00 00"), "GOOD");  // all but 32 blocks
  EXPECT_EQ(free_blocks("FF"), "00 00 00 20");
  ASSERT_EQ(write(0x231000, 32, 1), "GOOD");
  EXPECT_EQ(flags("02").substr(3), "02") << "no address to write next";
  EXPECT_EQ(free_blocks("02"), "00 00 00 00");
  EXPECT_EQ(write(0x231020, 16, 1), "5/21/00");
}

// MMC-6, Write Parameters mode page, Test Write.
TEST_F(DvdMinusRStates, simulated) {
  ASSERT_EQ(select_write_parameters("52 04 08 00"), "GOOD");
  ASSERT_EQ(bench_->outcome("53 00 00 00 00 00 00 00 20 00"), "GOOD");
  ASSERT_EQ(write(0, 32, 1), "GOOD");
  ASSERT_EQ(bench_->outcome(synchronize), "GOOD");
  EXPECT_EQ(bench_->outcome("28 00 00 00 00 00 00 00 01 00"), "5/21/00");
  write_at_once();
  EXPECT_EQ(disc(), "00 01 01 01 01");
  EXPECT_EQ(feature("2F"), "current");
}

}  // namespace
}  // namespace emulator::mmc
