#include "driver/mmc/commands/blank.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

// MMC-6, BLANK command. Every other byte is zero: the same operation code means ATA PASS-THROUGH elsewhere.
TEST(Blank, the_whole_disc_and_the_minimum) {
  ScriptedDrive drive;
  drive.script.answers("A1 10 00 00 00 00 00 00 00 00 00 00")
      .answers("00 00 00 00 00 00")
      .answers("A1 11 00 00 00 00 00 00 00 00 00 00")
      .answers("00 00 00 00 00 00");
  EXPECT_TRUE(blank(drive.device, BlankType::disc));
  EXPECT_TRUE(blank(drive.device, BlankType::minimal));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

}  // namespace
}  // namespace driver::mmc
