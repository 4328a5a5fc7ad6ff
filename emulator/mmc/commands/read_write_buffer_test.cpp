#include "emulator/mmc/commands/read_write_buffer.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view descriptor = "3C 03 00 00 00 00 00 00 04 00";

// SPC-4, READ BUFFER command, Descriptor mode: 64 KiB at any offset.
TEST(ReadBuffer, descriptor_tells_the_capacity) {
  TestDrive bench;
  EXPECT_EQ(bench.data(descriptor), "00 01 00 00");
  EXPECT_EQ(bench.data("3C 03 01 00 00 00 00 00 04 00"), "00 00 00 00") << "there is no buffer 1";
}

TEST(ReadBuffer, data_is_what_was_written) {
  TestDrive bench;
  ASSERT_EQ(bench.outcome("3B 02 00 00 00 10 00 00 04 00", "12 34 56 78"), "GOOD");
  EXPECT_EQ(bench.data("3C 02 00 00 00 0F 00 00 06 00"), "00 12 34 56 78 00");
  EXPECT_EQ(bench.data("3C 00 00 00 00 00 00 00 06 00"), "00 01 00 00 00 00") << "behind its header";
}

TEST(ReadBuffer, reading_begins_within_the_buffer) {
  TestDrive bench;
  EXPECT_EQ(bench.data("3C 02 00 00 FF FF 00 00 06 00"), "00") << "the last byte";
  EXPECT_EQ(bench.data("3C 02 00 01 00 00 00 00 06 00"), "");
  EXPECT_EQ(bench.pointed("3C 02 00 01 00 01 00 00 06 00"), "cdb 3");
  EXPECT_EQ(bench.pointed("3C 00 00 00 00 01 00 00 06 00"), "cdb 3");
  EXPECT_EQ(bench.pointed("3C 02 01 00 00 00 00 00 06 00"), "cdb 2");
  EXPECT_EQ(bench.pointed("3C 0A 00 00 00 00 00 00 06 00"), "cdb 1.4") << "an echo buffer";
}

// SPC-4, WRITE BUFFER command: nothing is taken that does not fit.
TEST(WriteBuffer, ends_within_the_buffer) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome("3B 02 00 00 FF FE 00 00 02 00", "12 34"), "GOOD");
  EXPECT_EQ(bench.pointed("3B 02 00 00 FF FF 00 00 02 00", "12 34"), "cdb 6");
  EXPECT_EQ(bench.pointed("3B 02 00 01 00 01 00 00 00 00", ""), "cdb 3");
  EXPECT_EQ(bench.pointed("3B 02 02 00 00 00 00 00 02 00", "12 34"), "cdb 2");
  EXPECT_EQ(bench.outcome("3B 02 00 00 00 00 00 00 03 00", "12 34"), "5/1A/00");
  EXPECT_EQ(bench.data("3C 02 00 00 00 00 00 00 02 00"), "00 00");
}

TEST(WriteBuffer, microcode_is_refused) {
  TestDrive bench;
  for (const std::string_view mode : {"04", "05", "06", "07"}) {
    EXPECT_EQ(bench.pointed("3B " + std::string(mode) + " 00 00 00 00 00 00 00 00", ""), "cdb 1.4");
  }
}

}  // namespace
}  // namespace emulator::mmc
