#include "driver/mmc/commands/inquiry.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

TEST(Inquiry, asks_for_36_bytes_and_reads_the_names) {
  ScriptedDrive drive;
  drive.script.answers(
      "12 00 00 00 24 00",
      "05 80 06 02 5B 00 00 02 42 55 52 4E 42 4E 43 48 42 44 20 57 52 49 54 45 52 20 20 20 20 20 20 20 "
      "30 2E 30 31");
  const auto data = inquiry(drive.device);
  ASSERT_TRUE(data) << describe(data.error());
  EXPECT_EQ(data->peripheral_device_type, 5);
  EXPECT_EQ(data->peripheral_qualifier, 0);
  EXPECT_TRUE(data->is_removable);
  EXPECT_EQ(data->vendor, "BURNBNCH");
  EXPECT_EQ(data->product, "BD WRITER");
  EXPECT_EQ(data->revision, "0.01");
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Inquiry, short_reply_is_malformed) {
  ScriptedDrive drive;
  drive.script.answers("12 00 00 00 24 00", "05 80 06 02 5B 00 00 02");
  const auto data = inquiry(drive.device);
  ASSERT_FALSE(data);
  EXPECT_EQ(data.error().kind, DriveError::Kind::malformed);
}

}  // namespace
}  // namespace driver::mmc
