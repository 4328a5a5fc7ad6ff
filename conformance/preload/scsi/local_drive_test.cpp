// What can be said without a drive; with one it is tested under the shim (shim/local_drive_test.cpp).
#include "conformance/preload/scsi/local_drive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace conformance::preload::scsi {
namespace {

TEST(LocalDrive, file_that_is_not_there_names_path_and_remedy) {
  const auto drive = open_local_drive({.path = "/dev/no-such-drive"});
  ASSERT_FALSE(drive);
  EXPECT_THAT(drive.error(), testing::HasSubstr("/dev/no-such-drive: No such file"));
  EXPECT_THAT(drive.error(), testing::HasSubstr("run as a user who may use the drive"));
}

// A file without SG_IO: nothing is lost, each command alone fails.
TEST(LocalDrive, file_that_takes_no_commands_is_an_error_of_the_host) {
  const auto drive = open_local_drive({.path = "/dev/null", .lun = 2});
  ASSERT_TRUE(drive) << drive.error();
  const Answer answer =
      (*drive)->execute({.cdb = {0x12, 0, 0, 0, 36, 0}, .direction = Direction::from_drive, .room = 36});
  EXPECT_EQ(answer.host, HostStatus::error);
  EXPECT_EQ(answer.residual, 36U);
  EXPECT_TRUE(answer.data_in.empty());
  EXPECT_TRUE((*drive)->is_connected());
  EXPECT_EQ((*drive)->logical_unit_number(), 2U);
  EXPECT_EQ((*drive)->largest_transfer(), 131'072U);
}

}  // namespace
}  // namespace conformance::preload::scsi
