// Whole burns on the real discs of emulator/media, in the order in which libburn and others send their commands; and
// what blank discs say of themselves, byte by byte.
#include "emulator/mmc/burn_bench_for_test.h"

namespace emulator::mmc {
namespace {

TEST_F(BurnTest, blank_cd_r_says_what_the_reference_says) {
  TestDrive& bench = with_blank("cd-r");
  EXPECT_EQ(bench.data(disc_information),
            "00 20 00 01 01 01 01 20 FF 00 00 00 00 00 00 00 00 61 1A 42 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data(open_track),
            "00 22 01 01 00 04 4F 01 00 00 00 00 00 00 00 00 00 05 7D A9 00 00 00 00 00 05 7D A9 00 00 00 00 00 00 00 "
            "00");
  ASSERT_EQ(select_write_parameters("42 C4 08 00"), "GOOD");
  EXPECT_EQ(bench.data(open_track).substr(12 * 3, 11), "FF FF FF 6A");
  EXPECT_EQ(bench.data(capacity), "00 00 00 00 00 00 08 00");
}

// Checklist 132.
TEST_F(BurnTest, blank_dvd_plus_r_says_what_the_reference_says) {
  TestDrive& bench = with_blank("dvd+r");
  EXPECT_EQ(bench.data(disc_information),
            "00 20 00 01 01 01 01 20 00 00 00 00 00 00 00 00 00 00 00 00 00 23 05 40 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data("52 01 00 00 00 01 00 00 30 00"),
            "00 26 01 01 00 07 41 01 00 00 00 00 00 00 00 00 00 23 05 40 00 00 00 10 00 23 05 40 00 00 00 00 00 00 00 "
            "00 00 04 20 00");
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 00 00 0C 00 00"), "08 02 00 00 A1 0F 02 00 00 03 00 00");
}

TEST_F(BurnTest, blank_bd_r_says_what_the_reference_says) {
  TestDrive& bench = with_blank("bd-r");
  EXPECT_EQ(bench.data("52 01 00 00 00 01 00 00 30 00"),
            "00 22 01 01 00 04 61 01 00 00 00 00 00 00 00 00 00 BA 74 00 00 00 00 20 00 BA 74 00 00 00 00 00 00 00 00 "
            "00");
  EXPECT_EQ(bench.data("51 01 00 00 00 00 00 00 0C 00"), "00 0A 20 00 1E F7 00 01 00 10 00 01");
  EXPECT_EQ(bench.data("AD 01 00 00 00 00 00 00 00 11 00 00"), "10 02 00 00 44 49 01 28 00 00 62 00 42 44 52 01 12");
}

// 62,500,864 blocks are 3B9B000h.
TEST_F(BurnTest, blank_bd_r_of_four_layers_says_its_size_everywhere) {
  TestDrive& bench = with_blank("bd-r-ql");
  EXPECT_EQ(bench.data(disc_information).substr(20 * 3, 11), "03 B9 B0 00");
  EXPECT_EQ(bench.data("52 01 00 00 00 01 00 00 30 00"),
            "00 22 01 01 00 04 61 01 00 00 00 00 00 00 00 00 03 B9 B0 00 00 00 00 20 03 B9 B0 00 00 00 00 00 00 00 00 "
            "00");
  EXPECT_EQ(bench.data("23 00 00 00 00 00 00 00 0C 00"), "00 00 00 28 03 B9 B0 00 01 00 08 00");
  EXPECT_EQ(bench.data("AD 01 00 00 00 00 00 00 00 12 00 00"), "10 02 00 00 44 49 04 80 00 00 63 00 42 44 52 12 42 04");
}

// Checklist 44.
TEST_F(BurnTest, cd_r_track_at_once_in_two_sessions) {
  TestDrive& bench = with_blank("cd-r");
  ASSERT_EQ(select_write_parameters("41 C4 08 00"), "GOOD");
  ASSERT_EQ(write(0, 600, 1), "GOOD");
  EXPECT_EQ(bench.outcome("43 00 00 00 00 00 00 03 24 00"), "5/24/00") << "no table of contents before the close";
  ASSERT_EQ(bench.outcome(synchronize), "GOOD");
  ASSERT_EQ(bench.outcome("5B 00 02 00 00 00 00 00 00 00"), "GOOD");
  // Two run-out blocks belong to the track: the lead-out begins at 602, and the next session at 602 + 11400.
  EXPECT_EQ(bench.data("43 00 00 00 00 00 00 03 24 00"), "00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 00 02 5A");
  EXPECT_EQ(bench.data(capacity), "00 00 02 59 00 00 08 00");
  EXPECT_EQ(bench.data(open_track).substr(12 * 3, 11), "00 00 2E E2");
  EXPECT_TRUE(holds(0, 600, 1));
  EXPECT_EQ(bench.outcome(cdb(0x28, 600, 1)), "3/11/05") << "a run-out block";
  ASSERT_EQ(write(12002, 600, 2), "GOOD");
  ASSERT_EQ(bench.outcome(synchronize), "GOOD");
  ASSERT_EQ(select_write_parameters("41 04 08 00"), "GOOD");
  ASSERT_EQ(bench.outcome("5B 00 02 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.data("51 00 00 00 00 00 00 00 07 00"), "00 20 0E 01 02 02 02");
  EXPECT_EQ(bench.data("43 00 01 00 00 00 00 00 0C 00"), "00 0A 01 02 00 14 02 00 00 00 2E E2");
  EXPECT_TRUE(holds(12002, 600, 2));
  EXPECT_EQ(bench.outcome(cdb(0x2A, 12604, 1), base::ByteBuffer(2048)), "5/30/05");
}

TEST_F(BurnTest, cd_r_session_at_once_starts_at_minus_150) {
  TestDrive& bench = with_blank("cd-r");
  ASSERT_EQ(select_write_parameters("42 04 08 00"), "GOOD");
  // 450 blocks of mode 1 from 00:02:00, the lead-out at 00:08:00.
  ASSERT_EQ(bench.outcome("5D 00 00 00 00 00 00 00 20 00",
                          "41 00 00 14 00 00 00 00 41 01 00 10 00 00 00 00 41 01 01 10 00 00 02 00 "
                          "41 AA 01 14 00 00 08 00"),
            "GOOD");
  EXPECT_EQ(write(0, 32, 1), "5/21/02");
  ASSERT_EQ(write(-150, 150, 0), "GOOD");
  ASSERT_EQ(write(0, 450, 7), "GOOD");
  ASSERT_EQ(bench.outcome(synchronize), "GOOD");
  EXPECT_EQ(bench.data("51 00 00 00 00 00 00 00 03 00"), "00 20 0E");
  EXPECT_EQ(bench.data(capacity), "00 00 01 C1 00 00 08 00");
  EXPECT_TRUE(holds(0, 450, 7));
}

TEST_F(BurnTest, dvd_plus_r_closed_track_and_session_leave_a_gap_of_2048_blocks) {
  TestDrive& bench = with_blank("dvd+r");
  ASSERT_EQ(write(0, 192, 1), "GOOD");
  ASSERT_EQ(bench.outcome(synchronize), "GOOD");
  ASSERT_EQ(bench.outcome("5B 01 01 00 00 01 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome(ready), "2/04/07");
  bench.wait(std::chrono::minutes(5));
  ASSERT_EQ(bench.outcome(ready), "GOOD");
  ASSERT_EQ(bench.outcome("5B 00 02 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.data(open_track).substr(12 * 3, 11), "00 00 08 C0");
  ASSERT_EQ(write(2240, 160, 2), "GOOD");
  ASSERT_EQ(bench.outcome("5B 00 06 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.data("51 00 00 00 00 00 00 00 07 00"), "00 20 0E 01 02 02 02");
  EXPECT_TRUE(holds(0, 192, 1));
  EXPECT_TRUE(holds(2240, 160, 2));
  EXPECT_EQ(bench.outcome("5B 00 06 00 00 00 00 00 00 00"), "5/30/05");
}

TEST_F(BurnTest, bd_r_second_session_follows_on_the_next_cluster) {
  TestDrive& bench = with_blank("bd-r");
  ASSERT_EQ(write(0, 40, 1), "GOOD");
  EXPECT_EQ(write(40 + 1, 1, 1), "5/21/02") << "not at the next writable address";
  ASSERT_EQ(bench.outcome("5B 00 01 00 00 01 00 00 00 00"), "GOOD");
  ASSERT_EQ(bench.outcome("5B 00 02 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.data(capacity), "00 00 00 3F 00 00 08 00") << "padded to two clusters";
  EXPECT_EQ(bench.data(open_track).substr(12 * 3, 11), "00 00 00 40");
  ASSERT_EQ(write(64, 32, 2), "GOOD");
  ASSERT_EQ(bench.outcome("5B 00 06 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_TRUE(holds(0, 40, 1));
  EXPECT_TRUE(holds(64, 32, 2));
  EXPECT_EQ(write(96, 1, 1), "5/30/05");
  EXPECT_EQ(bench.data("46 02 00 00 00 00 00 00 08 00").substr(18), "00 41") << "the profile stays";
}

// Checklist 128.
TEST_F(BurnTest, eject_in_an_open_session_loses_nothing) {
  TestDrive& bench = with_blank("bd-r");
  ASSERT_EQ(write(0, 64, 5), "GOOD");
  ASSERT_EQ(bench.outcome("1B 00 00 00 02 00"), "GOOD");
  ASSERT_EQ(bench.outcome("1B 00 00 00 03 00"), "GOOD");
  bench.wait(std::chrono::minutes(1));
  ASSERT_EQ(bench.outcome(ready), "6/28/00");
  EXPECT_EQ(bench.data(open_track).substr(12 * 3, 11), "00 00 00 40");
  EXPECT_EQ(write(64, 32, 6), "GOOD");
}

}  // namespace
}  // namespace emulator::mmc
