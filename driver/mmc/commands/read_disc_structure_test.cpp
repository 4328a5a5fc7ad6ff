#include "driver/mmc/commands/read_disc_structure.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

TEST(ReadDiscStructure, dvd_plus_r_names_its_maker) {
  ScriptedDrive drive;
  drive.script.answers("AD 00 00 00 00 00 00 00 00 04 00 00", "00 22 00 00")
      .answers("AD 00 00 00 00 00 00 00 00 24 00 00",
               "00 22 00 00 A1 0F 02 00 00 03 00 00 00 26 05 3F 00 00 00 00 00 00 00 "
               "59 55 44 45 4E 30 30 30 54 30 32 01 38");
  const auto format = read_dvd_physical_format(drive.device);
  ASSERT_TRUE(format) << describe(format.error());
  EXPECT_EQ(format->book_type, 0xA);
  EXPECT_EQ(format->part_version, 1);
  EXPECT_EQ(format->layers, 1);
  EXPECT_EQ(format->manufacturer, "YUDEN000");
  EXPECT_EQ(format->media_type, "T02");
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(ReadDiscStructure, dvd_rom_of_two_layers_has_no_names) {
  ScriptedDrive drive;
  drive.script.answers("AD 00 00 00 00 00 00 00 00 04 00 00", "00 22 00 00")
      .answers("AD 00 00 00 00 00 00 00 00 24 00 00",
               "00 22 00 00 01 02 31 00 00 03 00 00 00 FC F7 0F 00 20 4D FF 00 00 00 "
               "59 55 44 45 4E 30 30 30 54 30 32 01 38");
  const auto format = read_dvd_physical_format(drive.device);
  ASSERT_TRUE(format);
  EXPECT_EQ(format->layers, 2);
  EXPECT_TRUE(format->manufacturer.empty());
}

TEST(ReadDiscStructure, blu_ray_disc_names_its_maker) {
  ScriptedDrive drive;
  std::string unit = "00 72 00 00 44 49 01 28 00 00 70 00 42 44 52 01 12 01";
  for (int i = 14; i < 100; ++i) unit += " 00";
  unit += " 43 4D 43 4D 41 47 42 41 35 00 00 00";
  drive.script.answers("AD 01 00 00 00 00 00 00 00 04 00 00", "00 72 00 00")
      .answers("AD 01 00 00 00 00 00 00 00 74 00 00", unit);
  const auto information = read_blu_ray_disc_information(drive.device);
  ASSERT_TRUE(information) << describe(information.error());
  EXPECT_EQ(information->disc_type, "BDR");
  EXPECT_EQ(information->manufacturer, "CMCMAG");
  EXPECT_EQ(information->media_type, "BA5");
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(ReadDiscStructure, structure_without_content_is_malformed) {
  ScriptedDrive drive;
  drive.script.answers("AD 01 00 00 00 00 00 00 00 04 00 00", "00 02 00 00")
      .answers("AD 01 00 00 00 00 00 00 00 04 00 00", "00 02 00 00");
  const auto information = read_blu_ray_disc_information(drive.device);
  ASSERT_FALSE(information);
  EXPECT_EQ(information.error().kind, DriveError::Kind::malformed);
}

}  // namespace
}  // namespace driver::mmc
