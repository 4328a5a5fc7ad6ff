#include "emulator/mmc/commands/seek.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

TestDrive hundred_blocks() {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_rom);
  bench.disc().stated_last_readable = base::Lba{99};
  return bench;
}

TEST(Seek, address_within_the_disc_is_good_and_takes_a_seek) {
  TestDrive bench = hundred_blocks();
  EXPECT_EQ(bench.send("2B 00 00 00 00 63 00 00 00 00").busy_for, 120ms);
  EXPECT_EQ(bench.outcome("2B 00 00 00 00 64 00 00 00 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("2B 00 FF FF FF 6A 00 00 00 00"), "5/21/00");
}

// SCSI-2, REZERO UNIT command; wodim sends it to every drive.
TEST(RezeroUnit, is_good_with_a_disc_and_needs_one) {
  TestDrive bench = hundred_blocks();
  EXPECT_EQ(bench.send("01 00 00 00 00 00").busy_for, 120ms);
  TestDrive empty;
  EXPECT_EQ(empty.outcome("01 00 00 00 00 00"), "2/3A/01");
}

// MMC-6, SET READ AHEAD command: both addresses are checked.
TEST(SetReadAhead, addresses_that_exist_are_good) {
  TestDrive bench = hundred_blocks();
  EXPECT_EQ(bench.outcome("A7 00 00 00 00 63 00 00 00 63 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome("A7 00 00 00 00 64 00 00 00 00 00 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("A7 00 00 00 00 00 00 00 00 64 00 00"), "5/21/00");
}

}  // namespace
}  // namespace emulator::mmc
