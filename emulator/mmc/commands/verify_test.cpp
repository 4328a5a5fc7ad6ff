#include "emulator/mmc/commands/verify.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

TestDrive hundred_blocks() {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_rom);
  bench.disc().stated_last_readable = base::Lba{99};
  return bench;
}

TEST(Verify, blocks_up_to_the_last_are_good) {
  TestDrive bench = hundred_blocks();
  EXPECT_EQ(bench.outcome("2F 00 00 00 00 00 00 00 64 00"), "GOOD");
  EXPECT_EQ(bench.outcome("2F 00 00 00 00 00 00 00 65 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("2F 00 00 00 00 00 00 00 00 00"), "GOOD");
}

TEST(Verify, comparison_with_data_is_refused) {
  TestDrive bench = hundred_blocks();
  EXPECT_EQ(bench.pointed("2F 02 00 00 00 00 00 00 01 00"), "cdb 1.1");
}

TEST(Seek, address_within_the_disc_is_good_and_takes_a_seek) {
  TestDrive bench = hundred_blocks();
  EXPECT_EQ(bench.send("2B 00 00 00 00 63 00 00 00 00").busy_for, 120ms);
  EXPECT_EQ(bench.outcome("2B 00 00 00 00 64 00 00 00 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("2B 00 FF FF FF 6A 00 00 00 00"), "5/21/00");
}

}  // namespace
}  // namespace emulator::mmc
