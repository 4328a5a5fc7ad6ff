#include "emulator/mmc/commands/report_luns.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

TEST(ReportLuns, lists_logical_unit_0) {
  TestDrive bench;
  EXPECT_EQ(bench.data("A0 00 00 00 00 00 00 00 00 10 00 00"), "00 00 00 08 00 00 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data("A0 00 02 00 00 00 00 00 01 00 00 00"), "00 00 00 08 00 00 00 00 00 00 00 00 00 00 00 00");
}

TEST(ReportLuns, has_no_well_known_units) {
  TestDrive bench;
  EXPECT_EQ(bench.data("A0 00 01 00 00 00 00 00 00 10 00 00"), "00 00 00 00 00 00 00 00");
}

TEST(ReportLuns, less_room_than_one_entry_is_refused) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome("A0 00 00 00 00 00 00 00 00 0F 00 00"), "5/24/00");
}

TEST(ReportLuns, unknown_selection_is_refused) {
  TestDrive bench;
  EXPECT_EQ(bench.pointed("A0 00 03 00 00 00 00 00 00 10 00 00"), "cdb 2");
}

TEST(ReportLuns, answers_also_behind_another_number) {
  TestDrive bench;
  bench.lun = 0x0007'0000'0000'0000U;
  EXPECT_EQ(bench.outcome("A0 00 00 00 00 00 00 00 00 10 00 00"), "GOOD");
}

}  // namespace
}  // namespace emulator::mmc
