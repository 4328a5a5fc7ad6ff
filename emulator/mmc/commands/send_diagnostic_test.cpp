#include "emulator/mmc/commands/send_diagnostic.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

// SPC-4, SEND DIAGNOSTIC command, SELFTEST bit.
TEST(SendDiagnostic, default_self_test_is_good_without_a_disc) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome("1D 04 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome("1D 00 00 00 00 00"), "GOOD");
}

TEST(SendDiagnostic, self_test_codes_and_diagnostic_pages_are_refused) {
  TestDrive bench;
  EXPECT_EQ(bench.pointed("1D 20 00 00 00 00"), "cdb 1.7");
  EXPECT_EQ(bench.pointed("1D 10 00 00 04 00"), "cdb 3");
}

}  // namespace
}  // namespace emulator::mmc
