#include "driver/mmc/commands/read_capacity.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

TEST(ReadCapacity, gives_the_last_block_and_the_block_length) {
  ScriptedDrive drive;
  drive.script.answers("25 00 00 00 00 00 00 00 00 00", "00 05 7D A7 00 00 08 00");
  const auto capacity = read_capacity(drive.device);
  ASSERT_TRUE(capacity) << describe(capacity.error());
  EXPECT_EQ(capacity->last_block, base::Lba{359847});
  EXPECT_EQ(capacity->block_bytes, 2048U);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(ReadCapacity, half_a_reply_is_malformed) {
  ScriptedDrive drive;
  drive.script.answers("25 00 00 00 00 00 00 00 00 00", "00 05 7D A7");
  EXPECT_EQ(read_capacity(drive.device).error().kind, DriveError::Kind::malformed);
}

}  // namespace
}  // namespace driver::mmc
