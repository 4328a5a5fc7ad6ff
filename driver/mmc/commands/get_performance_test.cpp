#include "driver/mmc/commands/get_performance.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

constexpr std::string_view count_question = "AC 00 00 00 00 00 00 00 00 00 03 00";

TEST(GetPerformance, asks_for_the_count_then_for_the_speeds) {
  ScriptedDrive drive;
  drive.script.answers(count_question, "00 00 00 24 00 00 00 00")
      .answers("AC 00 00 00 00 00 00 00 00 02 03 00",
               "00 00 00 24 00 00 00 00"
               " 00 00 00 00 00 23 05 3F 00 00 2B 48 00 00 2B 48"
               " 08 00 00 00 00 23 05 3F 00 00 2B 48 00 00 15 A4");
  const auto speeds = get_write_speeds(drive.device);
  ASSERT_TRUE(speeds) << describe(speeds.error());
  ASSERT_EQ(speeds->size(), 2U);
  EXPECT_EQ((*speeds)[0].write_kbytes_per_second, 11080U);
  EXPECT_EQ((*speeds)[1].write_kbytes_per_second, 5540U);
  EXPECT_EQ((*speeds)[1].read_kbytes_per_second, 11080U);
  EXPECT_EQ((*speeds)[1].end, base::Lba{2295103});
  EXPECT_FALSE((*speeds)[0].is_constant_angular);
  EXPECT_TRUE((*speeds)[1].is_constant_angular);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(GetPerformance, drive_without_speeds_is_asked_once) {
  for (const std::string_view header : {"00 00 00 04 00 00 00 00", "00 00 00 00 00 00 00 00"}) {
    ScriptedDrive drive;
    drive.script.answers(count_question, header);
    const auto speeds = get_write_speeds(drive.device);
    ASSERT_TRUE(speeds);
    EXPECT_TRUE(speeds->empty());
    EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
  }
}

TEST(GetPerformance, absurd_count_is_limited) {
  ScriptedDrive drive;
  drive.script.answers(count_question, "FF FF FF F4 00 00 00 00")
      .answers("AC 00 00 00 00 00 00 00 00 80 03 00", "FF FF FF F4 00 00 00 00");
  EXPECT_TRUE(get_write_speeds(drive.device));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

}  // namespace
}  // namespace driver::mmc
