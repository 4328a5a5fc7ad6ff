#include "driver/mmc/commands/read_format_capacities.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

constexpr std::string_view question = "23 00 00 00 00 00 00 00 FC 00";

TEST(ReadFormatCapacities, blank_bd_r) {
  ScriptedDrive drive;
  drive.script.answers(question, "00 00 00 18 00 BA 74 00 01 00 08 00 00 B4 74 00 00 00 30 00 00 58 74 00 C8 00 00 00");
  const auto capacities = read_format_capacities(drive.device);
  ASSERT_TRUE(capacities) << describe(capacities.error());
  EXPECT_EQ(capacities->blocks, base::BlockCount{12219392});
  EXPECT_EQ(capacities->kind, CapacityKind::unformatted);
  EXPECT_EQ(capacities->block_bytes, 2048U);
  ASSERT_EQ(capacities->formattable.size(), 2U);
  EXPECT_EQ(capacities->formattable[0].format_type, 0);
  EXPECT_EQ(capacities->formattable[0].parameter, 0x3000U);
  EXPECT_EQ(capacities->formattable[1].format_type, 0x32);
  EXPECT_EQ(capacities->formattable[1].blocks, base::BlockCount{5796864});
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(ReadFormatCapacities, empty_list_is_malformed) {
  ScriptedDrive drive;
  drive.script.answers(question, "00 00 00 00 00 BA 74 00 01 00 08 00");
  const auto capacities = read_format_capacities(drive.device);
  ASSERT_FALSE(capacities);
  EXPECT_EQ(capacities.error().kind, DriveError::Kind::malformed);
}

}  // namespace
}  // namespace driver::mmc
