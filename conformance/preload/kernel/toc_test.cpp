// The table of contents as Linux' drivers ask for it. MMC-6, READ TOC/PMA/ATIP command.
#include "conformance/preload/kernel/toc.h"

#include <linux/cdrom.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

// Linux drivers/scsi/sr_ioctl.c, sr_read_tochdr.
TEST(Toc, header_names_first_and_last_track) {
  const FakeDevice made;
  made.drive->next(0x43, FakeDrive::good_with("00 2A 03 07 00 14 03 00 00 00 00 00"));
  const auto toc = read_toc(*made.device);
  ASSERT_TRUE(toc);
  EXPECT_EQ(toc->first_track, 3);
  EXPECT_EQ(toc->last_track, 7);
  EXPECT_EQ(made.drive->take_log(), std::vector<std::string>{"43 00 00 00 00 00 00 00 0C 00"});
}

// The driver's buffer is zeroed and read whole.
TEST(Toc, short_answer_counts_as_zeros) {
  const FakeDevice made;
  made.drive->next(0x43, FakeDrive::good_with("00 02 03"));
  const auto toc = read_toc(*made.device);
  ASSERT_TRUE(toc);
  EXPECT_EQ(toc->first_track, 3);
  EXPECT_EQ(toc->last_track, 0);
}

TEST(Toc, refusal_is_the_errno_of_sr) {
  const FakeDevice made;
  made.drive->always(0x43, FakeDrive::no_medium());
  EXPECT_EQ(read_toc(*made.device).error(), ENOMEDIUM);
  made.drive->always(0x43, FakeDrive::refused(0x05, 0x24, 0x00));
  EXPECT_EQ(read_toc_entry(*made.device, 1, AddressForm::lba).error(), EIO);
  made.drive->always(0x43, FakeDrive::refused(0x05, 0x20, 0x00));
  EXPECT_EQ(read_last_session(*made.device).error(), EOPNOTSUPP);
}

// sr_read_tocentry.
TEST(Toc, entry_in_both_address_forms) {
  const FakeDevice made;
  made.drive->next(0x43, FakeDrive::good_with("00 0A 01 07 00 54 05 00 00 01 02 03"));
  const auto by_block = read_toc_entry(*made.device, 5, AddressForm::lba);
  ASSERT_TRUE(by_block);
  EXPECT_EQ(by_block->adr, 5);
  EXPECT_EQ(by_block->control, 4);
  EXPECT_EQ(by_block->address, 0x010203U);
  ASSERT_TRUE(read_toc_entry(*made.device, CDROM_LEADOUT, AddressForm::msf));
  EXPECT_EQ(made.drive->take_log(),
            (std::vector<std::string>{"43 00 00 00 00 00 05 00 0C 00", "43 02 00 00 00 00 AA 00 0C 00"}));
}

// Linux drivers/scsi/sr_vendor.c, sr_cd_check, VENDOR_SCSI3: the format where SFF 8020i had it.
TEST(LastSession, is_asked_in_the_control_byte) {
  const FakeDevice made;
  made.drive->next(0x43, FakeDrive::good_with("00 0A 01 02 00 14 02 00 00 00 2D B6"));
  EXPECT_EQ(read_last_session(*made.device).value(), 11702U);
  EXPECT_EQ(made.drive->take_log(), std::vector<std::string>{"43 00 00 00 00 00 00 00 0C 40"});
}

// sr_cd_check.
TEST(LastSession, of_a_first_track_is_none) {
  const FakeDevice made;
  made.drive->next(0x43, FakeDrive::good_with("00 0A 01 01 00 14 01 00 00 00 2D B6"));
  EXPECT_EQ(read_last_session(*made.device).value(), 0U);
}

// sr_cd_check: "seems the drive doesn't support multisession".
TEST(LastSession, shorter_answer_is_a_drive_without_sessions) {
  const FakeDevice made;
  made.drive->next(0x43, FakeDrive::good_with("00 02 01 02 00 14 02 00 00 00 2D B6"));
  const auto start = read_last_session(*made.device);
  ASSERT_TRUE(start);
  EXPECT_FALSE(*start);
}

// Linux drivers/cdrom/cdrom.c, cdrom_count_tracks: every track is asked for by minutes and seconds.
TEST(Tracks, are_counted_by_kind) {
  const FakeDevice made;
  made.drive->next(0x43, FakeDrive::good_with("00 1A 01 03"));
  made.drive->next(0x43, FakeDrive::good_with("00 1A 01 03 00 14 01 00"));
  made.drive->next(0x43, FakeDrive::good_with("00 1A 01 03 00 10 02 00"));
  made.drive->next(0x43, FakeDrive::good_with("00 1A 01 03 00 12 03 00"));
  const Tracks tracks = count_tracks(*made.device);
  EXPECT_EQ(tracks.data, 1);
  EXPECT_EQ(tracks.audio, 2);
  EXPECT_EQ(tracks.error, 0);
  EXPECT_EQ(made.drive->take_log().back(), "43 02 00 00 00 00 03 00 0C 00");
}

// cdrom_count_tracks: what was counted before an error stays counted.
TEST(Tracks, error_says_whether_there_is_a_disc) {
  const FakeDevice made;
  made.drive->next(0x43, FakeDrive::no_medium());
  EXPECT_EQ(count_tracks(*made.device).error, CDS_NO_DISC);
  made.drive->next(0x43, FakeDrive::refused(0x05, 0x24, 0x00));
  EXPECT_EQ(count_tracks(*made.device).error, CDS_NO_INFO);
  made.drive->next(0x43, FakeDrive::good_with("00 1A 01 02"));
  made.drive->next(0x43, FakeDrive::good_with("00 1A 01 02 00 14 01 00"));
  made.drive->next(0x43, FakeDrive::refused(0x03, 0x11, 0x00));
  const Tracks partly = count_tracks(*made.device);
  EXPECT_EQ(partly.error, CDS_NO_INFO);
  EXPECT_EQ(partly.data, 1);
}

}  // namespace
}  // namespace conformance::preload::kernel
