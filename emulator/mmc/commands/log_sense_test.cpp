#include "emulator/mmc/commands/log_sense.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

// SPC-4, Supported Log Pages log page.
TEST(LogSense, list_of_pages_holds_itself_alone) {
  TestDrive bench;
  EXPECT_EQ(bench.data("4D 00 40 00 00 00 00 00 FF 00"), "00 00 00 01 00");
  EXPECT_EQ(bench.data("4D 00 40 00 00 00 00 00 04 00"), "00 00 00 01");
}

TEST(LogSense, what_there_is_not_is_refused) {
  TestDrive bench;
  EXPECT_EQ(bench.pointed("4D 01 40 00 00 00 00 00 FF 00"), "cdb 1.0");
  EXPECT_EQ(bench.pointed("4D 02 40 00 00 00 00 00 FF 00"), "cdb 1.1");
  EXPECT_EQ(bench.pointed("4D 00 4D 00 00 00 00 00 FF 00"), "cdb 2.5");
  EXPECT_EQ(bench.pointed("4D 00 40 FF 00 00 00 00 FF 00"), "cdb 3");
  EXPECT_EQ(bench.pointed("4D 00 40 00 00 00 01 00 FF 00"), "cdb 5");
}

}  // namespace
}  // namespace emulator::mmc
