// The cdrom driver's requests of the drive (Linux drivers/cdrom/cdrom.c); the function stands at each claim.
#include <fcntl.h>
#include <linux/cdrom.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;
using Log = std::vector<std::string>;

FakeFile sr_file(int flags = O_RDONLY | O_NONBLOCK) { return {wire::Driver::sr, flags}; }
// What the driver alone says, before sr asks the SCSI layer.
Answer cdrom(FakeFile& sr, unsigned long request, std::int64_t value = 0, bool is_privileged = true) {
  return control_cdrom(sr.file, {.request = request, .value = value, .is_privileged = is_privileged});
}

// cdrom_ioctl_set_options and cdrom_ioctl_clear_options.
TEST(CdromIoctl, options_need_the_capability) {
  auto sr = sr_file();
  EXPECT_EQ(sr.ask(CDROM_SET_OPTIONS, 0)->value, CDO_AUTO_CLOSE | CDO_USE_FFLAGS | CDO_LOCK);
  EXPECT_EQ(sr.ask(CDROM_CLEAR_OPTIONS, CDO_LOCK)->value, CDO_AUTO_CLOSE | CDO_USE_FFLAGS);
  EXPECT_EQ(sr.ask(CDROM_SET_OPTIONS, CDO_CHECK_TYPE)->value, CDO_AUTO_CLOSE | CDO_USE_FFLAGS | CDO_CHECK_TYPE);
  EXPECT_EQ(FakeFile::error_of(cdrom(sr, CDROM_SET_OPTIONS, CDC_SELECT_DISC | CDC_MO_DRIVE)), ENOSYS);
  sr.device->set_capability(CDC_LOCK, false);
  EXPECT_EQ(FakeFile::error_of(cdrom(sr, CDROM_SET_OPTIONS, CDO_LOCK)), ENOSYS);
}

// cdrom_ioctl_set_options: of several at once one has to be possible, by the numbers of the capabilities.
TEST(CdromIoctl, options_at_once_are_not_looked_at_one_by_one) {
  auto sr = sr_file();
  sr.device->set_capability(CDC_OPEN_TRAY | CDC_SELECT_SPEED, false);
  EXPECT_TRUE(cdrom(sr, CDROM_SET_OPTIONS, CDO_AUTO_CLOSE | CDO_AUTO_EJECT));
  EXPECT_EQ(FakeFile::error_of(cdrom(sr, CDROM_SET_OPTIONS, CDO_AUTO_EJECT)), ENOSYS);
}

// cdrom_ioctl_eject_sw.
TEST(CdromIoctl, ejecting_by_itself_goes_with_closing) {
  auto sr = sr_file();
  ASSERT_TRUE(sr.ask(CDROMEJECT_SW, 1));
  EXPECT_EQ(sr.device->options & (CDO_AUTO_CLOSE | CDO_AUTO_EJECT), unsigned{CDO_AUTO_CLOSE | CDO_AUTO_EJECT});
  ASSERT_TRUE(sr.ask(CDROMEJECT_SW, 0));
  EXPECT_EQ(sr.device->options & (CDO_AUTO_CLOSE | CDO_AUTO_EJECT), 0U);
  sr.device->keeps_locked = true;
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROMEJECT_SW, 1)), EBUSY);
  sr.device->set_capability(CDC_OPEN_TRAY, false);
  EXPECT_EQ(FakeFile::error_of(cdrom(sr, CDROMEJECT_SW, 1)), ENOSYS);
}

// cdrom_ioctl_lock_door.
TEST(CdromIoctl, unlocking_needs_the_only_user_or_privilege) {
  auto sr = sr_file();
  sr.device->count_use(2);
  ASSERT_TRUE(sr.ask(CDROM_LOCKDOOR, 1));
  EXPECT_EQ(sr.drive->take_log(), Log{"1E 00 00 00 01 00"});
  EXPECT_TRUE(sr.device->keeps_locked);
  EXPECT_EQ(FakeFile::error_of(control(sr.file, {.request = CDROM_LOCKDOOR})), EBUSY);
  EXPECT_FALSE(sr.device->keeps_locked) << "the wish is kept all the same";
  EXPECT_TRUE(sr.ask(CDROM_LOCKDOOR, 0));
  sr.device->count_use(-1);
  EXPECT_TRUE(control(sr.file, {.request = CDROM_LOCKDOOR}));
  sr.device->set_capability(CDC_LOCK, false);
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROM_LOCKDOOR, 1)), EOPNOTSUPP);
}

// sr_lock_door, whose result is that of the command.
TEST(CdromIoctl, door_that_does_not_lock_has_the_status_for_a_value) {
  auto sr = sr_file();
  sr.drive->always(0x1E, FakeDrive::refused(0x05, 0x53, 0x02));
  EXPECT_EQ(sr.ask(CDROM_LOCKDOOR, 1)->value, 2);
}

// cdrom_ioctl_select_speed; sr_select_speed has one errno for all failures.
TEST(CdromIoctl, speed_is_sent_in_multiples_of_177) {
  auto sr = sr_file();
  ASSERT_TRUE(sr.ask(CDROM_SELECT_SPEED, 4));
  ASSERT_TRUE(sr.ask(CDROM_SELECT_SPEED, 0));
  EXPECT_EQ(sr.drive->take_log(), (Log{"BB 00 02 C4 00 00 00 00 00 00 00 00", "BB 00 FF FF 00 00 00 00 00 00 00 00"}));
  sr.drive->always(0xBB, FakeDrive::no_medium());
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROM_SELECT_SPEED, 4)), EIO);
  sr.device->set_capability(CDC_SELECT_SPEED, false);
  EXPECT_EQ(FakeFile::error_of(cdrom(sr, CDROM_SELECT_SPEED, 4)), ENOSYS);
}

// cdrom_ioctl_drive_status and cdrom_ioctl_media_changed: only a changer's slots are looked at.
TEST(CdromIoctl, slot_of_a_drive_with_one_slot_means_nothing) {
  auto sr = sr_file();
  EXPECT_EQ(sr.ask(CDROM_CHANGER_NSLOTS)->value, 1);
  for (const std::int64_t slot :
       {std::int64_t{CDSL_CURRENT}, std::int64_t{CDSL_NONE}, std::int64_t{0}, std::int64_t{7}}) {
    EXPECT_EQ(sr.ask(CDROM_DRIVE_STATUS, slot)->value, CDS_DISC_OK) << slot;
    EXPECT_TRUE(sr.ask(CDROM_MEDIA_CHANGED, slot)) << slot;
  }
  EXPECT_EQ(FakeFile::error_of(cdrom(sr, CDROM_SELECT_DISC, 0)), ENOSYS);
}

TEST(CdromIoctl, disc_status_and_change_of_medium) {
  auto sr = sr_file();
  EXPECT_EQ(sr.ask(CDROM_DISC_STATUS)->value, CDS_DATA_1);
  EXPECT_EQ(sr.ask(CDROM_MEDIA_CHANGED, CDSL_CURRENT)->value, 1);
  EXPECT_EQ(sr.ask(CDROM_MEDIA_CHANGED, CDSL_CURRENT)->value, 0);
}

// cdrom_ioctl_timed_media_change.
TEST(CdromIoctl, change_is_told_with_its_time) {
  auto sr = sr_file();
  sr.drive->always(0x00, {.start = std::chrono::seconds{4}});
  const auto ask_since = [&](std::int64_t moment) {
    return FakeFile::value_of<cdrom_timed_media_change_info>(
        sr.ask_with(CDROM_TIMED_MEDIA_CHANGE, cdrom_timed_media_change_info{.last_media_change = moment}));
  };
  const auto first = ask_since(0);
  EXPECT_EQ(first.media_flags, unsigned{MEDIA_CHANGED_FLAG});
  EXPECT_EQ(first.last_media_change, 4'000);
  EXPECT_EQ(ask_since(first.last_media_change).media_flags, 0U);
  EXPECT_EQ(ask_since(3'999).media_flags, unsigned{MEDIA_CHANGED_FLAG}) << "any change after the caller's moment";
}

// cdrom_ioctl_reset and cdrom_ioctl_debug.
TEST(CdromIoctl, reset_and_debugging_are_for_the_privileged) {
  auto sr = sr_file();
  EXPECT_EQ(FakeFile::error_of(cdrom(sr, CDROMRESET, 0, false)), EACCES);
  EXPECT_TRUE(cdrom(sr, CDROMRESET));
  EXPECT_EQ(FakeFile::error_of(cdrom(sr, CDROM_DEBUG, 1, false)), EACCES);
  EXPECT_EQ(cdrom(sr, CDROM_DEBUG, 5)->value, 1);
  EXPECT_EQ(cdrom(sr, CDROM_DEBUG, 0)->value, 0);
  EXPECT_TRUE(sr.drive->take_log().empty());
}

// cdrom_ioctl_read_tochdr and cdrom_read_tocentry.
TEST(CdromIoctl, table_of_contents) {
  auto sr = sr_file();
  const auto header = FakeFile::value_of<cdrom_tochdr>(sr.ask(CDROMREADTOCHDR));
  EXPECT_EQ(header.cdth_trk0, 1);
  EXPECT_EQ(header.cdth_trk1, 1);
  const auto lead_out = FakeFile::value_of<cdrom_tocentry>(
      sr.ask_with(CDROMREADTOCENTRY, cdrom_tocentry{.cdte_track = CDROM_LEADOUT, .cdte_format = CDROM_LBA}));
  EXPECT_EQ(lead_out.cdte_addr.lba, 100);
  EXPECT_EQ(lead_out.cdte_ctrl, 4);
  EXPECT_EQ(lead_out.cdte_adr, 1);
  EXPECT_EQ(lead_out.cdte_datamode, 1);
  EXPECT_EQ(sr.drive->take_log().back(), "43 02 00 00 00 00 AA 00 0C 00") << "by minutes in either form";
  const auto track = FakeFile::value_of<cdrom_tocentry>(
      sr.ask_with(CDROMREADTOCENTRY, cdrom_tocentry{.cdte_track = 1, .cdte_format = CDROM_MSF}));
  EXPECT_EQ(track.cdte_addr.msf.second, 2);
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(CDROMREADTOCENTRY, cdrom_tocentry{.cdte_track = 1, .cdte_format = 3})),
            EINVAL);
  sr.drive->always(0x43, FakeDrive::no_medium());
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROMREADTOCHDR)), ENOMEDIUM);
}

// cdrom_multisession: as it was learned when the medium was opened.
TEST(CdromIoctl, last_session_in_both_forms) {
  auto sr = sr_file();
  const auto ask = [&](int form) {
    return FakeFile::value_of<cdrom_multisession>(
        sr.ask_with(CDROMMULTISESSION, cdrom_multisession{.addr_format = static_cast<std::uint8_t>(form)}));
  };
  EXPECT_EQ(ask(CDROM_LBA).addr.lba, 0);
  EXPECT_EQ(ask(CDROM_LBA).xa_flag, 0);
  EXPECT_EQ(ask(CDROM_MSF).addr.msf.second, 2);
  // Track 2 at 11702 begins the second session.
  sr.drive->always(0x43, FakeDrive::good_with("00 0A 01 02 00 14 02 00 00 00 2D B6"));
  EXPECT_EQ(ask(CDROM_LBA).addr.lba, 0) << "nobody has looked since";
  sr.device->check_medium();
  EXPECT_EQ(ask(CDROM_LBA).addr.lba, 11702);
  EXPECT_EQ(ask(CDROM_LBA).xa_flag, 1);
  EXPECT_EQ(ask(CDROM_MSF).addr.msf.minute, 2);
  EXPECT_EQ(ask(CDROM_MSF).addr.msf.second, 38);
  EXPECT_EQ(ask(CDROM_MSF).addr.msf.frame, 2);
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(CDROMMULTISESSION, cdrom_multisession{.addr_format = 3})), EINVAL);
}

// mmc_ioctl_cdrom_read_data.
TEST(CdromIoctl, frame_is_asked_by_minute) {
  auto sr = sr_file();
  sr.drive->next(0xBE, {.data_in = base::ByteBuffer(2352, 7)});
  const Answer answer = sr.ask_with(CDROMREADRAW, cdrom_msf{.cdmsf_sec0 = 2, .cdmsf_frame0 = 16});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->bytes.size(), 2352U);
  EXPECT_EQ(sr.drive->take_log().back(), "BE 00 00 00 00 10 00 00 01 F8 00 00");
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(CDROMREADMODE1, cdrom_msf{.cdmsf_sec0 = 1})), EINVAL);
  EXPECT_EQ(sr.ask_with(CDROMREADMODE2, cdrom_msf{.cdmsf_sec0 = 2})->bytes.size(), 2336U);
}

// mmc_ioctl_cdrom_read_audio.
TEST(CdromIoctl, audio_frames_come_in_one_piece) {
  auto sr = sr_file();
  sr.drive->always(0xBE, {.data_in = base::ByteBuffer(2 * 2352, 7)});
  cdrom_read_audio audio{.addr_format = CDROM_LBA, .nframes = 2};
  audio.addr.lba = 75;
  ASSERT_EQ(sr.ask_with(CDROMREADAUDIO, audio)->bytes.size(), 4704U);
  EXPECT_EQ(sr.drive->take_log().back(), "BE 04 00 00 00 4B 00 00 02 F8 00 00");
  cdrom_read_audio by_minute{.addr_format = CDROM_MSF, .nframes = 1};
  by_minute.addr.msf = {.minute = 0, .second = 3, .frame = 1};
  ASSERT_TRUE(sr.ask_with(CDROMREADAUDIO, by_minute));
  EXPECT_EQ(sr.drive->take_log().back(), "BE 04 00 00 00 4C 00 00 01 F8 00 00");
  for (const int frames : {0, -1, CD_FRAMES + 1}) {
    audio.nframes = frames;
    EXPECT_EQ(FakeFile::error_of(sr.ask_with(CDROMREADAUDIO, audio)), EINVAL) << frames;
  }
  audio.nframes = 1;
  audio.addr.lba = -1;
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(CDROMREADAUDIO, audio)), EINVAL);
}

TEST(CdromIoctl, catalog_number_ends_with_a_zero) {
  auto sr = sr_file();
  sr.drive->next(0x42, FakeDrive::good_with("00 15 00 14 02 00 00 00 80 31 32 33 34 35 36 37 38 39 30 31 32 33 00 00"));
  const auto number = FakeFile::value_of<cdrom_mcn>(sr.ask(CDROM_GET_MCN));
  const void* text = number.medium_catalog_number;
  EXPECT_STREQ(static_cast<const char*>(text), "1234567890123");
}

TEST(CdromIoctl, addresses_of_writing) {
  auto sr = sr_file();
  sr.drive->always(0x51, FakeDrive::refused(0x05, 0x20, 0x00));
  EXPECT_EQ(FakeFile::value_of<std::int64_t>(sr.ask(CDROM_LAST_WRITTEN)), 100);
  EXPECT_EQ(FakeFile::value_of<std::int64_t>(sr.ask(CDROM_NEXT_WRITABLE)), 107);
}

TEST(CdromIoctl, structures_of_dvds_come_from_the_drive) {
  auto sr = sr_file();
  dvd_struct structure{};
  structure.type = DVD_STRUCT_COPYRIGHT;
  sr.drive->next(0xAD, FakeDrive::good_with("00 06 00 00 01 FE 00 00"));
  EXPECT_EQ(FakeFile::value_of<dvd_struct>(sr.ask_with(DVD_READ_STRUCT, structure)).copyright.rmi, 0xFE);
  dvd_authinfo grant{};
  grant.type = DVD_LU_SEND_AGID;
  sr.drive->next(0xA4, FakeDrive::good_with("00 06 00 00 00 00 00 40"));
  EXPECT_EQ(FakeFile::value_of<dvd_authinfo>(sr.ask_with(DVD_AUTH, grant)).lsa.agid, 1U);
}

// cdrom_ioctl ends so.
TEST(CdromIoctl, request_of_nobody_is_enosys) {
  auto sr = sr_file();
  EXPECT_EQ(FakeFile::error_of(cdrom(sr, 0x5401)), ENOSYS);
  dvd_authinfo unknown{};
  unknown.type = 77;
  const auto bytes = answer_with(unknown)->bytes;
  EXPECT_EQ(FakeFile::error_of(control_cdrom(sr.file, {.request = DVD_AUTH, .bytes = bytes})), ENOSYS);
}

}  // namespace
}  // namespace conformance::preload::kernel
