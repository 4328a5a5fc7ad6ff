#include "conformance/preload/program/drives.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/preload/program/temporary_folder.h"
#include "conformance/preload/scsi/fake_drive.h"
#include "conformance/preload/scsi/local_drive.h"
#include "conformance/preload/scsi/small_target.h"

namespace conformance::preload::program {
namespace {

using scsi::SmallTarget;
using testing::HasSubstr;

// An iSCSI target in front of a fake drive.
struct Target {
  std::unique_ptr<scsi::FakeDrive> drive{std::make_unique<scsi::FakeDrive>()};
  SmallTarget target{
      {.on_command = [this](const SmallTarget::Request& request) -> std::optional<SmallTarget::Response> {
        scsi::Answer answer =
            drive->execute({.cdb = request.cdb,
                            .direction = request.expected > 0 ? scsi::Direction::from_drive : scsi::Direction::none,
                            .room = request.expected});
        return SmallTarget::Response{
            .status = answer.status,
            .data_in = std::move(answer.data_in),
            .sense = std::move(answer.sense),
            .residual = answer.residual > 0 ? SmallTarget::Residual::underflow : SmallTarget::Residual::none,
            .residual_count = answer.residual};
      }}};
};

TEST(Drives, addresses_become_drives_in_their_order) {
  Target first;
  Target second;
  const auto drives = Drives::attach({first.target.url(), second.target.url(4)});
  ASSERT_TRUE(drives) << drives.error();
  ASSERT_EQ(drives->devices.size(), 2U);
  EXPECT_EQ(drives->files()[1].names.sr, 1U);
  EXPECT_EQ(drives->files()[1].names.sg, 1U);
  EXPECT_EQ(drives->devices[1]->address().host, 1U);
  EXPECT_EQ(drives->devices[1]->address().lun, 4U);
  EXPECT_EQ(drives->devices[0]->identity().vendor, "BURNBNCH");
}

TEST(Drives, unit_that_is_no_optical_drive_names_its_address) {
  Target target;
  target.drive->always(0x12, scsi::FakeDrive::good_with("00 00 05 02 1F " + std::string(62, '0')));
  const auto drives = Drives::attach({target.target.url()});
  ASSERT_FALSE(drives);
  EXPECT_THAT(drives.error(), HasSubstr(target.target.url() + ": the logical unit is no optical drive"));
}

TEST(Drives, computer_without_a_drive_asks_for_an_address) {
  if (!scsi::find_local_drives().empty()) GTEST_SKIP() << "this computer has an optical drive";
  const auto drives = Drives::attach({});
  ASSERT_FALSE(drives);
  EXPECT_EQ(drives.error(), "this computer has no optical drive; give the address of one with --drive");
}

TEST(Drives, traces_are_named_after_the_drives_and_keep_the_whole_ending) {
  const auto folder = TemporaryFolder::create();
  ASSERT_TRUE(folder);
  Target first;
  Target second;
  auto drives = Drives::attach({first.target.url(), second.target.url()});
  ASSERT_TRUE(drives) << drives.error();
  ASSERT_TRUE(drives->record(folder->path() / "burn.bbt.zst", "cdrskin -sao"));
  ASSERT_TRUE(drives->finish_recording());
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder->path()))
    names.push_back(entry.path().filename());
  EXPECT_THAT(names, testing::UnorderedElementsAre("burn.bbt.zst", "burn.sr1.bbt.zst"));
}

TEST(Drives, place_that_cannot_be_written_is_an_error_before_the_program_runs) {
  Target target;
  auto drives = Drives::attach({target.target.url()});
  ASSERT_TRUE(drives) << drives.error();
  const auto begun = drives->record("/proc/self/t.bbt", "cdrskin");
  ASSERT_FALSE(begun);
  EXPECT_THAT(begun.error(), HasSubstr("/proc/self/t.bbt: cannot be written"));
}

}  // namespace
}  // namespace conformance::preload::program
