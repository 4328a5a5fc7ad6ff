#include "emulator/mmc/commands/verify.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

TestDrive hundred_blocks() {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_rom);
  bench.disc().stated_last_readable = base::Lba{99};
  return bench;
}

// Ten blocks that hold their own address in their last byte.
TestDrive numbered_blocks() {
  TestDrive bench = hundred_blocks();
  for (std::int64_t address = 0; address < 10; ++address) {
    base::ByteBuffer block(base::block_bytes);
    block.back() = static_cast<std::uint8_t>(address);
    bench.disc().blocks[address] = block;
  }
  return bench;
}

base::ByteBuffer content(std::int64_t first, std::int64_t end) {
  base::ByteBuffer bytes(static_cast<std::size_t>((end - first) * base::block_bytes));
  for (std::int64_t address = first; address < end; ++address) {
    bytes[static_cast<std::size_t>((address - first + 1) * base::block_bytes - 1)] = static_cast<std::uint8_t>(address);
  }
  return bytes;
}

TEST(Verify, blocks_up_to_the_last_are_good) {
  TestDrive bench = hundred_blocks();
  EXPECT_EQ(bench.outcome("2F 00 00 00 00 00 00 00 64 00"), "GOOD");
  EXPECT_EQ(bench.outcome("2F 00 00 00 00 00 00 00 65 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("AF 00 00 00 00 00 00 00 00 64 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome("AF 00 00 00 00 00 00 00 00 65 00 00"), "5/21/00");
}

// MMC-6, VERIFY (10) command: a length of zero is no error, an address that does not exist is one all the same.
TEST(Verify, no_blocks_are_good_at_an_address_that_exists) {
  TestDrive bench = hundred_blocks();
  EXPECT_EQ(bench.outcome("2F 00 00 00 00 63 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome("2F 00 00 00 00 64 00 00 00 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("AF 00 80 00 00 00 00 00 00 00 00 00"), "5/21/00");
}

// SBC-3, VERIFY (10) command, BYTCHK field: 01b compares with the data-out.
TEST(Verify, byte_check_compares_with_what_the_host_sent) {
  TestDrive bench = numbered_blocks();
  EXPECT_EQ(bench.outcome("2F 02 00 00 00 02 00 00 03 00", content(2, 5)), "GOOD");
  EXPECT_EQ(bench.outcome("AF 02 00 00 00 02 00 00 00 03 00 00", content(2, 5)), "GOOD");
  base::ByteBuffer other = content(2, 5);
  other.back() = 0xFF;
  const scsi::Reply reply = bench.send("2F 02 00 00 00 02 00 00 03 00", other);
  EXPECT_EQ(TestDrive::sense_text(reply), "E/1D/00");
  EXPECT_EQ(reply.sense->information, base::Lba{4}) << "the block that differs";
  EXPECT_EQ(bench.outcome("2F 00 00 00 00 02 00 00 03 00", other), "GOOD") << "without BYTCHK nothing is compared";
}

// SBC-3, VERIFY (10) command: the range is checked before any block is compared.
TEST(Verify, block_that_there_is_not_is_told_before_one_that_differs) {
  TestDrive bench = numbered_blocks();
  EXPECT_EQ(bench.outcome("2F 02 00 00 00 5F 00 00 06 00", base::ByteBuffer(6 * 2048, 0xFF)), "5/21/00");
  EXPECT_EQ(bench.outcome("2F 02 00 00 00 5E 00 00 06 00", base::ByteBuffer(6 * 2048, 0xFF)), "E/1D/00");
}

TEST(Verify, byte_check_needs_all_of_the_data) {
  TestDrive bench = numbered_blocks();
  EXPECT_EQ(bench.pointed("2F 02 00 00 00 00 00 00 02 00", content(0, 1)), "cdb 7");
  EXPECT_EQ(bench.pointed("AF 02 00 00 00 00 00 00 00 02 00 00", content(0, 1)), "cdb 6");
}

TEST(Verify, byte_check_takes_its_blocks_and_leaves_the_rest) {
  TestDrive bench = numbered_blocks();
  EXPECT_EQ(bench.send("2F 02 00 00 00 00 00 00 02 00", content(0, 3)).data_out_taken, 2U * 2048U);
  EXPECT_EQ(bench.send("2F 00 00 00 00 00 00 00 02 00", content(0, 3)).data_out_taken, 0U);
}

}  // namespace
}  // namespace emulator::mmc
