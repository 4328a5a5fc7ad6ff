// The cdrom driver's requests of audio CDs (Linux drivers/cdrom/cdrom.c and drivers/scsi/sr_ioctl.c); the function
// stands at each claim. MMC-6 and, for what it dropped, SFF 8020i.
#include "conformance/preload/kernel/cdrom_audio.h"

#include <fcntl.h>
#include <linux/cdrom.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;
using Log = std::vector<std::string>;

struct Audio : FakeFile {
  Audio() : FakeFile(wire::Driver::sr, O_RDONLY | O_NONBLOCK) {}
  Log log() { return drive->take_log(); }
};

// mmc_ioctl_cdrom_play_msf and mmc_ioctl_cdrom_play_blk.
TEST(Playing, ranges_go_to_the_drive) {
  Audio sr;
  ASSERT_TRUE(sr.ask_with(CDROMPLAYMSF, cdrom_msf{1, 2, 3, 4, 5, 6}));
  ASSERT_TRUE(sr.ask_with(CDROMPLAYBLK, cdrom_blk{.from = 0x01020304, .len = 0x0506}));
  EXPECT_EQ(sr.log(), (Log{"47 00 00 01 02 03 04 05 06 00", "45 00 01 02 03 04 00 05 06 00"}));
  sr.drive->always(0x47, FakeDrive::refused(0x05, 0x20, 0x00));
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(CDROMPLAYMSF, cdrom_msf{})), EOPNOTSUPP);
}

// mmc_ioctl_cdrom_start_stop and mmc_ioctl_cdrom_pause_resume.
TEST(Playing, starts_stops_pauses_and_resumes) {
  Audio sr;
  for (const unsigned long request : {CDROMSTART, CDROMSTOP, CDROMPAUSE, CDROMRESUME}) EXPECT_TRUE(sr.ask(request));
  EXPECT_EQ(sr.log(), (Log{"1B 01 00 00 01 00", "1B 01 00 00 00 00", "4B 00 00 00 00 00 00 00 00 00",
                           "4B 00 00 00 00 00 00 00 01 00"}));
}

// sr_play_trkind.
TEST(Playing, tracks_go_to_a_drive_that_knows_them) {
  Audio sr;
  ASSERT_TRUE(sr.ask_with(CDROMPLAYTRKIND, cdrom_ti{2, 1, 5, 99}));
  EXPECT_EQ(sr.log(), Log{"48 00 00 00 02 01 00 05 63 00"});
}

// sr_fake_playtrkind: the range ends where the track after the last begins, or the lead-out.
TEST(Playing, tracks_are_looked_up_for_other_drives) {
  Audio sr;
  sr.drive->always(0x48, FakeDrive::refused(0x05, 0x20, 0x00));
  sr.drive->next(0x43, FakeDrive::good_with("00 2A 01 04"));
  sr.drive->next(0x43, FakeDrive::good_with("00 2A 01 04 00 10 02 00 00 01 02 03"));
  sr.drive->next(0x43, FakeDrive::good_with("00 2A 01 04 00 10 04 00 00 04 05 06"));
  ASSERT_TRUE(sr.ask_with(CDROMPLAYTRKIND, cdrom_ti{2, 1, 3, 99}));
  EXPECT_EQ(sr.log(),
            (Log{"48 00 00 00 02 01 00 03 63 00", "43 00 00 00 00 00 00 00 0C 00", "43 02 00 00 00 00 02 00 0C 00",
                 "43 02 00 00 00 00 04 00 0C 00", "47 00 00 01 02 03 04 05 06 00"}));
  sr.drive->next(0x43, FakeDrive::good_with("00 2A 01 04"));
  ASSERT_TRUE(sr.ask_with(CDROMPLAYTRKIND, cdrom_ti{2, 1, 4, 99}));
  EXPECT_EQ(sr.log()[3], "43 02 00 00 00 00 AA 00 0C 00");
}

// cdrom_ioctl_play_trkind.
TEST(Playing, tracks_of_a_disc_without_audio_are_refused_where_the_option_says_so) {
  Audio sr;
  sr.device->options |= CDO_CHECK_TYPE;
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(CDROMPLAYTRKIND, cdrom_ti{1, 1, 1, 1})), EMEDIUMTYPE);
  sr.drive->always(0x43, FakeDrive::no_medium());
  const Answer no_disc = sr.ask_with(CDROMPLAYTRKIND, cdrom_ti{1, 1, 1, 1});
  ASSERT_TRUE(no_disc) << "no error, by the letter of cdrom_count_tracks";
  EXPECT_EQ(no_disc->value, CDS_NO_DISC);
}

// mmc_ioctl_cdrom_subchannel. MMC-6, READ SUB-CHANNEL command, CD current position data.
TEST(SubChannel, says_where_the_head_is_in_the_callers_form) {
  Audio sr;
  sr.drive->always(0x42, FakeDrive::good_with("00 11 00 0C 01 14 03 02 00 01 02 03 00 04 05 06"));
  const auto minutes =
      FakeFile::value_of<cdrom_subchnl>(sr.ask_with(CDROMSUBCHNL, cdrom_subchnl{.cdsc_format = CDROM_MSF}));
  EXPECT_EQ(minutes.cdsc_audiostatus, 0x11);
  EXPECT_EQ(minutes.cdsc_ctrl, 4);
  EXPECT_EQ(minutes.cdsc_trk, 3);
  EXPECT_EQ(minutes.cdsc_ind, 2);
  EXPECT_EQ(minutes.cdsc_absaddr.msf.minute, 1);
  EXPECT_EQ(minutes.cdsc_absaddr.msf.frame, 3);
  EXPECT_EQ(minutes.cdsc_reladdr.msf.second, 5);
  const auto blocks =
      FakeFile::value_of<cdrom_subchnl>(sr.ask_with(CDROMSUBCHNL, cdrom_subchnl{.cdsc_format = CDROM_LBA}));
  EXPECT_EQ(blocks.cdsc_absaddr.lba, 0x010203);
  EXPECT_EQ(blocks.cdsc_reladdr.lba, 0x040506);
  // The caller's number of the form becomes byte 1, where MSF has the second bit.
  EXPECT_EQ(sr.log(), (Log{"42 02 40 01 00 00 00 00 10 00", "42 01 40 01 00 00 00 00 10 00"}));
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(CDROMSUBCHNL, cdrom_subchnl{.cdsc_format = 3})), EINVAL);
}

constexpr const char* volume_page = "0E 0E 04 00 00 00 00 00 01 11 02 22 04 44 08 88";
std::string after_header(std::string_view page) { return "00 16 00 00 00 00 00 00 " + std::string(page); }

// mmc_ioctl_cdrom_volume. SFF 8020i, CD-ROM Audio Control Parameters page.
TEST(Volume, is_read_from_the_mode_page) {
  Audio sr;
  sr.drive->always(0x5A, FakeDrive::good_with(after_header(volume_page)));
  const auto volume = FakeFile::value_of<cdrom_volctrl>(sr.ask(CDROMVOLREAD));
  EXPECT_EQ(volume.channel0, 0x11);
  EXPECT_EQ(volume.channel1, 0x22);
  EXPECT_EQ(volume.channel2, 0x44);
  EXPECT_EQ(volume.channel3, 0x88);
  EXPECT_EQ(sr.log(), Log{"5A 00 0E 00 00 00 00 00 18 00"});
}

// mmc_ioctl_cdrom_volume: only the bits that can be changed are set.
TEST(Volume, is_set_within_the_changeable_bits) {
  Audio sr;
  sr.drive->next(0x5A, FakeDrive::good_with(after_header(volume_page)));
  sr.drive->next(0x5A, FakeDrive::good_with(after_header("0E 0E 00 00 00 00 00 00 00 FF 00 0F 00 00 00 80")));
  ASSERT_TRUE(sr.ask_with(CDROMVOLCTRL, cdrom_volctrl{0xA5, 0xA5, 0xA5, 0xA5}));
  EXPECT_EQ(sr.log(),
            (Log{"5A 00 0E 00 00 00 00 00 18 00", "5A 00 4E 00 00 00 00 00 18 00", "55 10 00 00 00 00 00 00 18 00"}));
  EXPECT_EQ(base::format_hex(sr.drive->data_out()),
            "00 00 00 00 00 00 00 00 0E 0E 04 00 00 00 00 00 01 A5 02 05 04 00 08 80");
}

// mmc_ioctl_cdrom_volume: a block descriptor moves the page, and two of them push it out of the driver's buffer.
TEST(Volume, page_behind_a_block_descriptor_is_asked_again) {
  Audio sr;
  const std::string descriptor = "00 1E 00 00 00 00 00 08 00 00 00 00 00 00 08 00 ";
  sr.drive->always(0x5A, FakeDrive::good_with(descriptor + volume_page));
  EXPECT_EQ(FakeFile::value_of<cdrom_volctrl>(sr.ask(CDROMVOLREAD)).channel3, 0x88);
  EXPECT_EQ(sr.log(), (Log{"5A 00 0E 00 00 00 00 00 18 00", "5A 00 0E 00 00 00 00 00 20 00"}));
  sr.drive->always(0x5A, FakeDrive::good_with("00 26 00 00 00 00 00 10"));
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROMVOLREAD)), E2BIG);
}

// mmc_ioctl_cdrom_volume.
TEST(Volume, other_or_shorter_page_is_invalid) {
  Audio sr;
  sr.drive->always(0x5A, FakeDrive::good_with(after_header("0D 0E 00 00")));
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROMVOLREAD)), EINVAL);
  sr.drive->always(0x5A, FakeDrive::good_with(after_header("8E 0D 00 00")));
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROMVOLREAD)), EINVAL);
  sr.drive->always(0x5A, FakeDrive::refused(0x05, 0x24, 0x00));
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROMVOLREAD)), EIO);
}

}  // namespace
}  // namespace conformance::preload::kernel
