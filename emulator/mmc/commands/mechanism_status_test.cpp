#include "emulator/mmc/commands/mechanism_status.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

TEST(MechanismStatus, closed_tray_is_idle_and_open_tray_is_said) {
  TestDrive bench;
  EXPECT_EQ(bench.data("BD 00 00 00 00 00 00 00 00 08 00 00"), "00 00 00 00 00 00 00 00");
  bench.drive.open_tray();
  EXPECT_EQ(bench.data("BD 00 00 00 00 00 00 00 00 08 00 00"), "00 10 00 00 00 00 00 00");
}

}  // namespace
}  // namespace emulator::mmc
