#include "driver/mmc/commands/send_cue_sheet.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

using base::Lba;

TEST(SendCueSheet, rows_are_eight_bytes_with_absolute_times) {
  ScriptedDrive drive;
  drive.script.takes("5D 00 00 00 00 00 00 00 20 00",
                     "41 00 00 14 00 00 00 00 "
                     "41 01 00 10 00 00 00 00 "
                     "41 01 01 10 00 00 02 00 "
                     "41 AA 01 14 00 4F 3B 4A");
  EXPECT_TRUE(
      send_cue_sheet(drive.device, {{.data_form = mode_1_generated},
                                    {.track = 1, .data_form = mode_1_user_data, .start = Lba{-150}},
                                    {.track = 1, .index = 1, .data_form = mode_1_user_data, .start = Lba{0}},
                                    {.track = 0xAA, .index = 1, .data_form = mode_1_generated, .start = Lba{359849}}}));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

}  // namespace
}  // namespace driver::mmc
