// BD-R in each of its states: READ DISC INFORMATION, READ CAPACITY, READ TRACK INFORMATION, READ TOC, READ FORMAT
// CAPACITIES and the current features agree with each other. MMC-6, BD-R recording model.
#include "emulator/mmc/burn_bench_for_test.h"

namespace emulator::mmc {
namespace {

// 12,219,392 blocks are BA7400h, 11,826,176 are B47400h.
class BdRStates : public BurnTest {
 protected:
  void SetUp() override {
    BurnTest::SetUp();
    with_blank("bd-r");
  }
  // Some bytes of a reply, or the sense.
  std::string part(std::string_view cdb, std::size_t first, std::size_t count) {
    const std::string outcome = bench_->outcome(cdb);
    return outcome == "GOOD" ? bench_->data(cdb).substr(first * 3, count * 3 - 1) : outcome;
  }
  std::string disc() { return part("51 00 00 00 00 00 00 00 22 00", 2, 5); }  // status, then sessions and tracks
  std::string last_block() { return part("25 00 00 00 00 00 00 00 00 00", 0, 4); }
  std::string incomplete_track() { return part("52 01 00 00 00 FF 00 00 24 00", 6, 14); }  // flags, start, NWA, free
  std::string lead_out() { return part("43 00 00 00 00 00 AA 00 14 00", 8, 4); }
  std::string size() { return part("23 00 00 00 00 00 00 00 0C 00", 4, 5); }  // and the descriptor type
  std::string feature(std::string_view code) {
    return part("46 02 00 " + std::string(code) + " 00 00 00 00 10 00", 10, 1);
  }
};

TEST_F(BdRStates, blank) {
  EXPECT_EQ(disc(), "00 01 01 01 01");
  EXPECT_EQ(last_block(), "00 00 00 00");
  EXPECT_EQ(incomplete_track(), "61 01 00 00 00 00 00 00 00 00 00 BA 74 00");
  EXPECT_EQ(lead_out(), "5/24/00");
  EXPECT_EQ(size(), "00 BA 74 00 01");
}

TEST_F(BdRStates, open_session) {
  ASSERT_EQ(write(0, 64, 1), "GOOD");
  EXPECT_EQ(disc(), "05 01 01 01 01");
  EXPECT_EQ(last_block(), "00 00 00 00");
  EXPECT_EQ(incomplete_track(), "21 03 00 00 00 00 00 00 00 40 00 BA 73 C0");
  EXPECT_EQ(lead_out(), "5/24/00");
}

TEST_F(BdRStates, reserved) {
  ASSERT_EQ(bench_->outcome("53 00 00 00 00 00 00 01 00 00"), "GOOD");  // 256 blocks
  EXPECT_EQ(disc(), "05 01 01 01 02");
  EXPECT_EQ(incomplete_track(), "61 01 00 00 01 00 00 00 01 00 00 BA 73 00");
  EXPECT_EQ(last_block(), "00 00 00 00");
}

TEST_F(BdRStates, appendable) {
  ASSERT_EQ(write(0, 64, 1), "GOOD");
  ASSERT_EQ(bench_->outcome("5B 00 02 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(disc(), "01 01 02 02 02");
  EXPECT_EQ(last_block(), "00 00 00 3F");
  EXPECT_EQ(incomplete_track(), "61 01 00 00 00 40 00 00 00 40 00 BA 73 C0");
  EXPECT_EQ(lead_out(), "00 00 00 40");
  EXPECT_EQ(bench_->outcome("5B 00 02 00 00 00 00 00 00 00"), "GOOD") << "nothing to close";
  EXPECT_EQ(disc(), "01 01 02 02 02");
}

TEST_F(BdRStates, complete) {
  ASSERT_EQ(write(0, 64, 1), "GOOD");
  ASSERT_EQ(bench_->outcome("5B 00 06 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(disc(), "0E 01 01 01 01");
  EXPECT_EQ(last_block(), "00 00 00 3F");
  EXPECT_EQ(incomplete_track(), "5/24/00");
  EXPECT_EQ(lead_out(), "00 00 00 40");
  for (const char* const refused : {"5B 00 06 00 00 00 00 00 00 00", "53 00 00 00 00 00 00 00 20 00"}) {
    EXPECT_EQ(bench_->outcome(refused), "5/30/05") << refused;
  }
}

TEST_F(BdRStates, full) {
  for (const char* const medium : {"bd-r", "bd-r-dl", "bd-r-ql"}) {
    with_small_blank(medium, 256);
    EXPECT_EQ(incomplete_track(), "61 01 00 00 00 00 00 00 00 00 00 00 01 00");
    ASSERT_EQ(write(0, 256, 1), "GOOD");
    EXPECT_EQ(write(256, 32, 1), "5/21/00");
    EXPECT_EQ(disc(), "05 01 01 01 01");
    EXPECT_EQ(part("52 01 00 00 00 01 00 00 24 00", 6, 14), "21 02 00 00 00 00 00 00 00 00 00 00 00 00");
    ASSERT_EQ(bench_->outcome("5B 00 02 00 00 00 00 00 00 00"), "GOOD");
    EXPECT_EQ(disc(), "01 01 02 02 02") << "appendable, and no address to append at";
    EXPECT_EQ(incomplete_track(), "61 00 00 00 01 00 00 00 00 00 00 00 00 00");
    EXPECT_EQ(last_block(), "00 00 00 FF");
    EXPECT_EQ(write(256, 32, 1), "5/21/00");
    EXPECT_EQ(bench_->outcome("53 00 00 00 00 00 00 00 20 00"), "5/72/05");
    ASSERT_EQ(bench_->outcome("5B 00 06 00 00 00 00 00 00 00"), "GOOD");
    EXPECT_EQ(disc(), "0E 01 01 01 01");
    EXPECT_TRUE(holds(0, 256, 1));
  }
}

// The power goes while CLOSE SESSION with IMMED is at work: its begin is on disk before the host hears of it.
TEST_F(BdRStates, damaged_last_session) {
  ASSERT_EQ(write(0, 64, 1), "GOOD");
  lose_power_after("5B 01 02 00 00 00 00 00 00 00");
  EXPECT_EQ(disc(), "09 01 01 01 01");
  EXPECT_EQ(last_block(), "00 00 00 00");
  EXPECT_EQ(part("52 01 00 00 00 01 00 00 24 00", 5, 7), "24 21 02 00 00 00 00") << "damaged, no address to write next";
  EXPECT_EQ(incomplete_track(), "21 02 00 00 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(lead_out(), "5/24/00");
  EXPECT_EQ(write(64, 32, 1), "5/21/02");
  EXPECT_EQ(bench_->outcome("53 00 00 00 00 00 00 00 20 00"), "5/72/05");
  ASSERT_EQ(bench_->outcome("5B 00 02 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(disc(), "01 01 02 02 02");
  EXPECT_EQ(lead_out(), "00 00 00 40");
  EXPECT_TRUE(holds(0, 64, 1));
}

TEST_F(BdRStates, formatted_for_pseudo_overwrite) {
  ASSERT_EQ(bench_->outcome("04 11 00 00 00 00", "00 00 00 08 00 B4 74 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(disc(), "01 01 01 01 01");
  EXPECT_EQ(last_block(), "00 00 00 00");
  EXPECT_EQ(incomplete_track(), "61 01 00 00 00 00 00 00 00 00 00 B4 74 00");
  EXPECT_EQ(size(), "00 B4 74 00 02");
  EXPECT_EQ(feature("38").substr(1, 1), "1") << "current";
  EXPECT_EQ(part("AD 01 00 00 00 00 00 0A 00 10 00 00", 8, 8), "00 06 00 00 00 06 00 00");
  ASSERT_EQ(write(0, 64, 1), "GOOD");
  EXPECT_EQ(disc(), "05 01 01 01 01");
  EXPECT_EQ(last_block(), "00 B4 73 FF");
  EXPECT_EQ(lead_out(), "00 B4 74 00");
}

}  // namespace
}  // namespace emulator::mmc
