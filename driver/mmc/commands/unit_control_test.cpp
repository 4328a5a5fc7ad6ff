#include "driver/mmc/commands/unit_control.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

TEST(StartStopUnit, sends_start_and_load_bits) {
  ScriptedDrive drive;
  drive.script.answers("1B 00 00 00 00 00")
      .answers("1B 00 00 00 01 00")
      .answers("1B 00 00 00 02 00")
      .answers("1B 00 00 00 03 00");
  for (const Motion motion : {Motion::stop, Motion::start, Motion::eject, Motion::load}) {
    EXPECT_TRUE(start_stop_unit(drive.device, motion));
  }
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(PreventAllowMediumRemoval, sets_and_clears_the_prevent_bit) {
  ScriptedDrive drive;
  drive.script.answers("1E 00 00 00 01 00").answers("1E 00 00 00 00 00");
  EXPECT_TRUE(set_medium_removal(drive.device, Removal::prevented));
  EXPECT_TRUE(set_medium_removal(drive.device, Removal::allowed));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(GetEventStatusNotification, polls_the_media_class) {
  ScriptedDrive drive;
  drive.script.answers("4A 01 00 00 10 00 00 00 08 00", "00 06 04 56 00 01 00 00")
      .answers("4A 01 00 00 10 00 00 00 08 00", "00 06 04 56 02 02 00 00");
  const auto open = get_media_status(drive.device);
  ASSERT_TRUE(open && *open);
  EXPECT_TRUE((*open)->is_tray_open);
  EXPECT_FALSE((*open)->is_present);
  const auto loaded = get_media_status(drive.device);
  ASSERT_TRUE(loaded && *loaded);
  EXPECT_FALSE((*loaded)->is_tray_open);
  EXPECT_TRUE((*loaded)->is_present);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(GetEventStatusNotification, drive_without_the_class_tells_nothing) {
  for (const std::string_view reply : {"00 02 80 56", "00 02 04 56", "00 06 02 56 00 01 00 00"}) {
    ScriptedDrive drive;
    drive.script.answers("4A 01 00 00 10 00 00 00 08 00", reply);
    const auto status = get_media_status(drive.device);
    ASSERT_TRUE(status);
    EXPECT_FALSE(*status);
  }
}

}  // namespace
}  // namespace driver::mmc
