#include "emulator/mmc/commands/set_cd_speed.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

TestDrive cd_r() {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_r);
  bench.disc().stated_identity.write_speeds_kbytes_per_second = {8467, 4234, 1411};
  return bench;
}

// Checklist 85.
TEST(SetCdSpeed, eight_times_177_selects_1411) {
  TestDrive bench = cd_r();
  ASSERT_EQ(bench.outcome("BB 00 05 88 05 88 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.drive.read_speed(), 1411U);
  EXPECT_EQ(bench.drive.write_speed(), 1411U);
  EXPECT_EQ(bench.data("5A 00 2A 00 00 00 00 01 00 00").substr((8 + 28) * 3, 5), "05 83");
}

// Checklist 85.
TEST(SetCdSpeed, ffffh_is_the_fastest) {
  TestDrive bench = cd_r();
  ASSERT_EQ(bench.outcome("BB 00 05 88 05 88 00 00 00 00 00 00"), "GOOD");
  ASSERT_EQ(bench.outcome("BB 00 FF FF FF FF 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.drive.read_speed(), 8467U);
  EXPECT_EQ(bench.drive.write_speed(), 8467U);
}

TEST(SetCdSpeed, below_the_slowest_is_the_slowest) {
  TestDrive bench = cd_r();
  ASSERT_EQ(bench.outcome("BB 00 00 01 00 01 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.drive.write_speed(), 1411U);
}

TEST(SetCdSpeed, works_with_every_disc_and_with_none) {
  TestDrive empty;
  EXPECT_EQ(empty.outcome("BB 00 05 88 05 88 00 00 00 00 00 00"), "GOOD");
  TestDrive bd = TestDrive::with(media::ProfileNumber::bd_rom);
  EXPECT_EQ(bd.outcome("BB 00 05 88 05 88 00 00 00 00 00 00"), "GOOD");
}

// Without a disc the drive offers the speeds of BD.
TEST(SetCdSpeed, speed_chosen_with_the_tray_open_is_not_that_of_the_disc_which_comes) {
  TestDrive bench = cd_r();
  ASSERT_EQ(bench.outcome("1B 00 00 00 02 00"), "GOOD");
  ASSERT_EQ(bench.outcome("BB 00 46 50 46 50 00 00 00 00 00 00"), "GOOD");
  ASSERT_EQ(bench.drive.write_speed(), 17984U);
  ASSERT_EQ(bench.outcome("1B 00 00 00 03 00"), "GOOD");
  bench.wait(1min);
  ASSERT_EQ(bench.outcome("00 00 00 00 00 00"), "6/28/00");
  EXPECT_EQ(bench.drive.write_speed(), 8467U);
  EXPECT_EQ(bench.drive.read_speed(), 8467U);
}

}  // namespace
}  // namespace emulator::mmc
