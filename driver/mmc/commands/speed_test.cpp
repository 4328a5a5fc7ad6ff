#include "driver/mmc/commands/speed.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

TEST(SetStreaming, gives_kilobytes_in_a_second_for_the_whole_medium) {
  ScriptedDrive drive;
  drive.script.takes("B6 00 00 00 00 00 00 00 00 00 1C 00",
                     "00 00 00 00 00 00 00 00 00 23 05 3F 00 00 2B 48 00 00 03 E8 00 00 15 A4 00 00 03 E8");
  EXPECT_TRUE(set_streaming(
      drive.device,
      {.last_block = base::Lba{2295103}, .read_kbytes_per_second = 11080, .write_kbytes_per_second = 5540}));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(SetCdSpeed, gives_both_speeds_and_clips_at_the_fastest) {
  ScriptedDrive drive;
  drive.script.answers("BB 00 FF FF 05 83 00 00 00 00 00 00").answers("BB 00 10 8A FF FF 00 00 00 00 00 00");
  EXPECT_TRUE(set_cd_speed(drive.device, fastest_cd_speed, 1411));
  EXPECT_TRUE(set_cd_speed(drive.device, 4234, 100000));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

}  // namespace
}  // namespace driver::mmc
