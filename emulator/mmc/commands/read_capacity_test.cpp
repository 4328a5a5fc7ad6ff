#include "emulator/mmc/commands/read_capacity.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

// Checklist 43.
TEST(ReadCapacity, blank_disc_ends_at_block_0) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  EXPECT_EQ(bench.data("25 00 00 00 00 00 00 00 00 00"), "00 00 00 00 00 00 08 00");
}

TEST(ReadCapacity, ten_names_the_last_block) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_rom);
  bench.disc().stated_last_readable = base::Lba{0x00B473FF};
  EXPECT_EQ(bench.data("25 00 00 00 00 00 00 00 00 00"), "00 B4 73 FF 00 00 08 00");
}

TEST(ReadCapacity, sixteen_names_the_last_block_in_eight_bytes) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_rom);
  bench.disc().stated_last_readable = base::Lba{0x00B473FF};
  EXPECT_EQ(bench.data("9E 10 00 00 00 00 00 00 00 00 00 00 00 20 00 00"),
            "00 00 00 00 00 B4 73 FF 00 00 08 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data("9E 10 00 00 00 00 00 00 00 00 00 00 00 08 00 00"), "00 00 00 00 00 B4 73 FF");
}

TEST(ReadCapacity, other_service_action_is_an_invalid_field) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_rom);
  EXPECT_EQ(bench.pointed("9E 12 00 00 00 00 00 00 00 00 00 00 00 20 00 00"), "cdb 1.4");
}

TEST(ReadCapacity, without_a_medium_it_is_not_ready) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome("25 00 00 00 00 00 00 00 00 00"), "2/3A/01");
  EXPECT_EQ(bench.outcome("9E 10 00 00 00 00 00 00 00 00 00 00 00 20 00 00"), "2/3A/01");
}

}  // namespace
}  // namespace emulator::mmc
