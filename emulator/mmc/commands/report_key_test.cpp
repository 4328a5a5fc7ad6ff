#include "emulator/mmc/commands/report_key.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

// MMC-6, REPORT KEY command, RPC State.
TEST(ReportKey, no_region_is_set) {
  TestDrive bench;
  EXPECT_EQ(bench.data("A4 00 00 00 00 00 00 00 00 08 08 00"), "00 06 00 00 25 FF 01 00");
}

TEST(ReportKey, keys_of_content_protection_are_refused) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_rom);
  EXPECT_EQ(bench.pointed("A4 00 00 00 00 00 00 00 00 08 00 00"), "cdb 10.5") << "an authentication grant";
  EXPECT_EQ(bench.pointed("A4 00 00 00 00 00 00 02 00 08 08 00"), "cdb 7") << "a class of AACS";
}

// SPC-4: the same operation code with a service action is MAINTENANCE OUT.
TEST(ReportKey, maintenance_out_is_another_command) {
  TestDrive bench;
  EXPECT_EQ(bench.pointed("A4 0F 00 00 00 00 00 00 00 08 08 00"), "cdb 1.4");
}

TEST(ReportKey, reader_of_cd_alone_has_no_region) {
  TestDrive bench({}, "generic-cd");
  EXPECT_EQ(bench.outcome("A4 00 00 00 00 00 00 00 00 08 08 00"), "5/20/00");
}

}  // namespace
}  // namespace emulator::mmc
