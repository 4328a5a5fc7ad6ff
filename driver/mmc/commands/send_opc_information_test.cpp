#include "driver/mmc/commands/send_opc_information.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

TEST(SendOpcInformation, asks_for_a_calibration_without_a_table) {
  ScriptedDrive drive;
  drive.script.answers("54 01 00 00 00 00 00 00 00 00");
  EXPECT_TRUE(calibrate_power(drive.device));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(SendOpcInformation, almost_full_calibration_area_does_not_stop_a_burn) {
  ScriptedDrive drive;
  drive.script.refuses("54 01 00 00 00 00 00 00 00 00", almost_full);
  EXPECT_TRUE(calibrate_power(drive.device));
  EXPECT_EQ(drive.remarks.remarks.size(), 1U);
}

}  // namespace
}  // namespace driver::mmc
