#include "emulator/mmc/commands/read.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

TestDrive hundred_blocks() {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_rom);
  bench.disc().stated_last_readable = base::Lba{99};
  bench.disc().blocks[99] = base::ByteBuffer(base::block_bytes, 0x63);
  return bench;
}

TEST(Read, ten_returns_the_blocks) {
  TestDrive bench = hundred_blocks();
  const base::ByteBuffer data = scsi::gather(bench.send("28 00 00 00 00 62 00 00 02 00").segments);
  ASSERT_EQ(data.size(), 4096U);
  EXPECT_EQ(data[2047], 0x00);
  EXPECT_EQ(data[2048], 0x63);
}

TEST(Read, twelve_returns_the_blocks) {
  TestDrive bench = hundred_blocks();
  const base::ByteBuffer data = scsi::gather(bench.send("A8 00 00 00 00 63 00 00 00 01 80 00").segments);
  EXPECT_EQ(data, base::ByteBuffer(2048, 0x63));
}

TEST(Read, last_block_is_there_and_the_one_after_it_is_out_of_range) {
  TestDrive bench = hundred_blocks();
  EXPECT_EQ(bench.outcome("28 00 00 00 00 63 00 00 01 00"), "GOOD");
  EXPECT_EQ(bench.outcome("28 00 00 00 00 64 00 00 01 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("28 00 00 00 00 63 00 00 02 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("28 00 7F FF FF FF 00 00 01 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("28 00 FF FF FF FF 00 00 01 00"), "5/21/00");
}

TEST(Read, no_blocks_are_good) {
  TestDrive bench = hundred_blocks();
  EXPECT_EQ(bench.data("28 00 00 00 00 00 00 00 00 00"), "");
  EXPECT_EQ(bench.data("28 00 00 00 00 63 00 00 00 00"), "");
}

// iscsi-test-cu, Read10 and Read12, ZeroBlocks.
TEST(Read, no_blocks_of_an_address_past_the_end_are_out_of_range) {
  TestDrive bench = hundred_blocks();
  for (const char* const address : {"00 00 00 64", "00 00 00 65", "7F FF FF FF", "80 00 00 00", "FF FF FF FF"}) {
    EXPECT_EQ(bench.outcome(std::string{"28 00 "} + address + " 00 00 00 00"), "5/21/00") << address;
    EXPECT_EQ(bench.outcome(std::string{"A8 00 "} + address + " 00 00 00 00 00 00"), "5/21/00") << address;
  }
}

TEST(Read, twelve_is_bounded_like_ten) {
  TestDrive bench = hundred_blocks();
  EXPECT_EQ(bench.pointed("A8 00 00 00 00 00 00 01 00 00 00 00"), "cdb 6");
  EXPECT_EQ(bench.outcome("A8 00 00 00 00 00 00 00 FF FF 00 00"), "5/21/00");
}

TEST(Read, takes_the_time_of_the_read_speed) {
  TestDrive bench = hundred_blocks();
  // 10 blocks of 2048 bytes at 22160 kB/s.
  EXPECT_EQ(bench.send("28 00 00 00 00 00 00 00 0A 00").busy_for, base::Duration{924'188});
}

}  // namespace
}  // namespace emulator::mmc
