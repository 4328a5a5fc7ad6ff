// scsi/local_drive over the drives that the shim shows, as in a bbrun inside a bbrun.
#include "conformance/preload/scsi/local_drive.h"

#include <gtest/gtest.h>

#include "conformance/preload/shim/under_shim.h"

namespace conformance::preload::scsi {
namespace {

std::unique_ptr<Drive> first_drive() {
  auto drive = open_local_drive({.path = "/dev/sr0"});
  EXPECT_TRUE(drive) << drive.error();
  return drive ? std::move(*drive) : nullptr;
}

TEST(LocalDrives, are_found_with_their_places_in_order) {
  const auto found = find_local_drives();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].path, "/dev/sr0");
  EXPECT_EQ(found[1].path, "/dev/sr1");
  EXPECT_EQ(found[1].sr, 1U);
  EXPECT_EQ(found[1].sg, 1U);
  EXPECT_EQ(found[1].host, 1U);
  EXPECT_EQ(found[1].channel, 0U);
  EXPECT_EQ(found[1].lun, 0U);
}

TEST(LocalDrives, data_comes_with_its_residual) {
  const auto drive = first_drive();
  const Answer answer = drive->execute({.cdb = {0x12, 0, 0, 0, 64, 0}, .direction = Direction::from_drive, .room = 64});
  EXPECT_EQ(answer.host, HostStatus::ok);
  EXPECT_EQ(answer.status, good);
  EXPECT_EQ(answer.residual, 28U);
  ASSERT_EQ(answer.data_in.size(), 36U);
  EXPECT_EQ(answer.data_in[8], 'B');
}

TEST(LocalDrives, data_goes_to_the_drive) {
  const auto drive = first_drive();
  const base::ByteBuffer data{5, 4, 3, 2, 1, 0, 9, 8};
  const Answer written =
      drive->execute({.cdb = {0x3B, 2, 0, 0, 0, 0, 0, 0, 8, 0}, .direction = Direction::to_drive, .data_out = data});
  EXPECT_EQ(written.status, good);
  EXPECT_EQ(written.residual, 0U);
  const Answer back =
      drive->execute({.cdb = {0x3C, 2, 0, 0, 0, 0, 0, 0, 8, 0}, .direction = Direction::from_drive, .room = 8});
  EXPECT_EQ(back.data_in, data);
}

TEST(LocalDrives, refusal_brings_sense_and_no_data) {
  const auto drive = first_drive();
  const Answer answer =
      drive->execute({.cdb = {0x28, 0, 0, 0, 1, 0, 0, 0, 1, 0}, .direction = Direction::from_drive, .room = 2048});
  EXPECT_EQ(answer.host, HostStatus::ok);
  EXPECT_EQ(answer.status, check_condition);
  ASSERT_EQ(answer.sense.size(), 18U);
  EXPECT_EQ(answer.sense[2], 5);
  EXPECT_EQ(answer.sense[12], 0x21);
  EXPECT_TRUE(answer.data_in.empty());
  EXPECT_EQ(answer.residual, 2048U);
}

TEST(LocalDrives, command_without_data_moves_none) {
  const auto drive = first_drive();
  const Answer answer = drive->execute({.cdb = {0, 0, 0, 0, 0, 0}});
  EXPECT_EQ(answer.status, good);
  EXPECT_EQ(answer.residual, 0U);
}

}  // namespace
}  // namespace conformance::preload::scsi
