#include "conformance/preload/kernel/ioctl.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <scsi/sg.h>

#include <array>
#include <climits>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

constexpr unsigned long get_idlun = 0x5382;
constexpr unsigned long get_bus_number = 0x5386;

FakeFile sr_file(int flags = O_RDONLY | O_NONBLOCK) { return {wire::Driver::sr, flags}; }
FakeFile sg_file() { return {wire::Driver::sg, O_RDWR}; }

TEST(ScsiIoctl, address_is_packed_a_byte_each) {
  FakeDevice second({.sr = 3, .sg = 5});
  OpenFile file(*second.device, wire::Driver::sr, O_RDONLY);
  const Answer answer = control(file, {.request = get_idlun});
  EXPECT_EQ((FakeFile::value_of<std::array<std::uint32_t, 2>>(answer)), (std::array<std::uint32_t, 2>{0x03000000, 0}));
  EXPECT_EQ(FakeFile::value_of<int>(control(file, {.request = get_bus_number})), 3);
}

TEST(ScsiIoctl, the_two_drivers_have_different_versions) {
  auto sr = sr_file();
  auto sg = sg_file();
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(SG_GET_VERSION_NUM)), 30527);
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_VERSION_NUM)), 30536);
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(SG_EMULATED_HOST)), 1);
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_EMULATED_HOST)), 0);
}

TEST(ScsiIoctl, time_out_is_kept_by_the_drive_on_sr_and_by_the_file_on_sg) {
  auto sr = sr_file();
  ASSERT_TRUE(sr.ask_with(SG_SET_TIMEOUT, 1234));
  OpenFile other(*sr.device, wire::Driver::sr, O_RDONLY);
  EXPECT_EQ(control(other, {.request = SG_GET_TIMEOUT})->value, 1234);
  auto sg = sg_file();
  ASSERT_TRUE(sg.ask_with(SG_SET_TIMEOUT, 1234));
  OpenFile third(*sg.device, wire::Driver::sg, O_RDWR);
  EXPECT_EQ(sg.ask(SG_GET_TIMEOUT)->value, 1234);
  EXPECT_EQ(control(third, {.request = SG_GET_TIMEOUT})->value, 6000);
  EXPECT_EQ(FakeFile::error_of(sg.ask_with(SG_SET_TIMEOUT, -1)), EIO);
}

TEST(ScsiIoctl, reserved_size_is_cut_to_the_largest_transfer) {
  for (auto file : {wire::Driver::sr, wire::Driver::sg}) {
    FakeFile made(file, O_RDWR | O_NONBLOCK);
    ASSERT_TRUE(made.ask_with(SG_SET_RESERVED_SIZE, 4096));
    EXPECT_EQ(FakeFile::value_of<int>(made.ask(SG_GET_RESERVED_SIZE)), 4096);
    ASSERT_TRUE(made.ask_with(SG_SET_RESERVED_SIZE, INT_MAX));
    EXPECT_EQ(FakeFile::value_of<int>(made.ask(SG_GET_RESERVED_SIZE)), 1 << 20);
    EXPECT_EQ(FakeFile::error_of(made.ask_with(SG_SET_RESERVED_SIZE, -1)), EINVAL);
  }
}

TEST(ScsiIoctl, unknown_request_is_invalid) {
  for (auto driver : {wire::Driver::sr, wire::Driver::sg}) {
    FakeFile made(driver, O_RDWR | O_NONBLOCK);
    EXPECT_EQ(FakeFile::error_of(made.ask(0x5401)), EINVAL);
  }
}

TEST(ScsiIoctl, reset_of_the_bus_is_refused) {
  auto sg = sg_file();
  EXPECT_TRUE(sg.ask_with(SG_SCSI_RESET, SG_SCSI_RESET_NOTHING));
  EXPECT_EQ(FakeFile::error_of(sg.ask_with(SG_SCSI_RESET, SG_SCSI_RESET_BUS)), EIO);
  EXPECT_TRUE(sg.drive->take_log().empty());
}

TEST(SgIoctl, identity_of_the_device) {
  auto sg = sg_file();
  const auto id = FakeFile::value_of<sg_scsi_id>(sg.ask(SG_GET_SCSI_ID));
  EXPECT_EQ(id.scsi_type, 5);
  EXPECT_EQ(id.host_no, 0);
  EXPECT_EQ(id.lun, 0);
  EXPECT_GT(FakeFile::value_of<int>(sg.ask(SG_GET_SG_TABLESIZE)), 0);
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_NUM_WAITING)), 0);
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_PACK_ID)), -1);
}

TEST(SgIoctl, switches_are_kept) {
  auto sg = sg_file();
  ASSERT_TRUE(sg.ask_with(SG_SET_COMMAND_Q, 5));
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_COMMAND_Q)), 1);
  ASSERT_TRUE(sg.ask_with(SG_SET_KEEP_ORPHAN, 1));
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_KEEP_ORPHAN)), 1);
  EXPECT_EQ(FakeFile::error_of(sg.ask(SG_SET_COMMAND_Q)), EINVAL);  // without its argument
}

TEST(BlockIoctl, sizes_follow_read_capacity) {
  auto sr = sr_file();
  EXPECT_EQ(FakeFile::value_of<std::uint64_t>(sr.ask(BLKGETSIZE64)), 204'800U);
  EXPECT_EQ(FakeFile::value_of<std::uint64_t>(sr.ask(BLKGETSIZE)), 400U);
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(BLKSSZGET)), 2048);
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(BLKBSZGET)), 4096);
  EXPECT_EQ(FakeFile::value_of<std::uint16_t>(sr.ask(BLKSECTGET)), 2048);
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(BLKROGET)), 0);
  EXPECT_EQ(FakeFile::error_of(sg_file().ask(BLKGETSIZE64)), EINVAL);
}

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
  const auto track = FakeFile::value_of<cdrom_tocentry>(
      sr.ask_with(CDROMREADTOCENTRY, cdrom_tocentry{.cdte_track = 1, .cdte_format = CDROM_MSF}));
  EXPECT_EQ(track.cdte_addr.msf.second, 2);
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(CDROMREADTOCENTRY, cdrom_tocentry{.cdte_track = 1, .cdte_format = 3})),
            EINVAL);
  sr.drive->always(0x43, FakeDrive::no_medium());
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROMREADTOCHDR)), ENOMEDIUM);
}

TEST(CdromIoctl, last_session_in_both_forms) {
  auto sr = sr_file();
  const auto single = FakeFile::value_of<cdrom_multisession>(
      sr.ask_with(CDROMMULTISESSION, cdrom_multisession{.addr_format = CDROM_LBA}));
  EXPECT_EQ(single.addr.lba, 0);
  EXPECT_EQ(single.xa_flag, 0);
  // Track 2 at 11702 begins the second session.
  sr.drive->always(0x43, FakeDrive::good_with("00 0A 01 02 00 14 02 00 00 00 2D B6"));
  const auto second = FakeFile::value_of<cdrom_multisession>(
      sr.ask_with(CDROMMULTISESSION, cdrom_multisession{.addr_format = CDROM_LBA}));
  EXPECT_EQ(second.addr.lba, 11702);
  EXPECT_EQ(second.xa_flag, 1);
  const auto minutes = FakeFile::value_of<cdrom_multisession>(
      sr.ask_with(CDROMMULTISESSION, cdrom_multisession{.addr_format = CDROM_MSF}));
  EXPECT_EQ(minutes.addr.msf.minute, 2);
  EXPECT_EQ(minutes.addr.msf.second, 38);
  EXPECT_EQ(minutes.addr.msf.frame, 2);
}

TEST(CdromIoctl, drive_and_disc_status) {
  auto sr = sr_file();
  EXPECT_EQ(sr.ask(CDROM_DRIVE_STATUS, CDSL_CURRENT)->value, CDS_DISC_OK);
  EXPECT_EQ(sr.ask(CDROM_DISC_STATUS)->value, CDS_DATA_1);
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROM_DRIVE_STATUS, 1)), EINVAL);
  EXPECT_EQ(sr.ask(CDROM_CHANGER_NSLOTS)->value, 1);
  EXPECT_EQ(sr.ask(CDROM_MEDIA_CHANGED, CDSL_CURRENT)->value, 1);
  EXPECT_EQ(sr.ask(CDROM_MEDIA_CHANGED, CDSL_CURRENT)->value, 0);
  sr.drive->always(0x43, FakeDrive::no_medium());
  EXPECT_EQ(sr.ask(CDROM_DISC_STATUS)->value, CDS_NO_DISC);
}

TEST(CdromIoctl, tray_moves_only_for_the_only_user) {
  auto sr = sr_file();
  sr.device->count_use(1);
  ASSERT_TRUE(sr.ask(CDROMEJECT));
  EXPECT_EQ(sr.drive->take_log(), (std::vector<std::string>{"1E 00 00 00 00 00", "1B 00 00 00 02 00"}));
  ASSERT_TRUE(sr.ask(CDROMCLOSETRAY));
  EXPECT_EQ(sr.drive->take_log(), (std::vector<std::string>{"1B 00 00 00 03 00"}));
  sr.device->count_use(1);
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROMEJECT)), EBUSY);
  EXPECT_TRUE(sr.drive->take_log().empty());
}

TEST(CdromIoctl, locking_needs_the_only_user_or_privilege) {
  auto sr = sr_file();
  sr.device->count_use(2);
  ASSERT_TRUE(sr.ask(CDROM_LOCKDOOR, 1));
  EXPECT_EQ(sr.drive->take_log().back(), "1E 00 00 00 01 00");
  EXPECT_EQ(FakeFile::error_of(control(sr.file, {.request = CDROM_LOCKDOOR})), EBUSY);
  EXPECT_TRUE(sr.ask(CDROM_LOCKDOOR, 0));
}

TEST(CdromIoctl, options_need_the_capability) {
  auto sr = sr_file();
  EXPECT_EQ(sr.ask(CDROM_SET_OPTIONS, 0)->value, CDO_AUTO_CLOSE | CDO_USE_FFLAGS | CDO_LOCK);
  EXPECT_EQ(sr.ask(CDROM_CLEAR_OPTIONS, CDO_LOCK)->value, CDO_AUTO_CLOSE | CDO_USE_FFLAGS);
  EXPECT_EQ(sr.ask(CDROM_SET_OPTIONS, CDO_CHECK_TYPE)->value, CDO_AUTO_CLOSE | CDO_USE_FFLAGS | CDO_CHECK_TYPE);
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROM_SET_OPTIONS, CDC_SELECT_DISC | CDC_MRW)), ENOSYS);
}

TEST(CdromIoctl, speed_is_sent_in_multiples_of_177) {
  auto sr = sr_file();
  ASSERT_TRUE(sr.ask(CDROM_SELECT_SPEED, 4));
  ASSERT_TRUE(sr.ask(CDROM_SELECT_SPEED, 0));
  EXPECT_EQ(sr.drive->take_log(),
            (std::vector<std::string>{"BB 00 02 C4 00 00 00 00 00 00 00 00", "BB 00 FF FF 00 00 00 00 00 00 00 00"}));
}

TEST(CdromIoctl, raw_frame_is_asked_by_minute) {
  auto sr = sr_file();
  sr.drive->next(0xBE, {.data_in = base::ByteBuffer(2352, 7)});
  const Answer answer = sr.ask_with(CDROMREADRAW, cdrom_msf{.cdmsf_sec0 = 2, .cdmsf_frame0 = 16});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->bytes.size(), 2352U);
  EXPECT_EQ(sr.drive->take_log().back(), "BE 00 00 00 00 10 00 00 01 F8 00 00");
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(CDROMREADRAW, cdrom_msf{.cdmsf_sec0 = 1})), EINVAL);
}

TEST(CdromIoctl, audio_frames_come_in_one_piece) {
  auto sr = sr_file();
  sr.drive->next(0xBE, {.data_in = base::ByteBuffer(2 * 2352, 7)});
  cdrom_read_audio audio{.addr_format = CDROM_LBA, .nframes = 2};
  audio.addr.lba = 75;
  ASSERT_EQ(sr.ask_with(CDROMREADAUDIO, audio)->bytes.size(), 4704U);
  EXPECT_EQ(sr.drive->take_log().back(), "BE 04 00 00 00 4B 00 00 02 F8 00 00");
  audio.nframes = CD_FRAMES + 1;
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(CDROMREADAUDIO, audio)), EINVAL);
}

TEST(CdromIoctl, catalog_number_ends_with_a_zero) {
  auto sr = sr_file();
  sr.drive->next(0x42, FakeDrive::good_with("00 15 00 14 02 00 00 00 80 31 32 33 34 35 36 37 38 39 30 31 32 33 00 00"));
  const auto number = FakeFile::value_of<cdrom_mcn>(sr.ask(CDROM_GET_MCN));
  const void* text = number.medium_catalog_number;
  EXPECT_STREQ(static_cast<const char*>(text), "1234567890123");
}

TEST(CdromIoctl, physical_structure_is_unpacked) {
  auto sr = sr_file();
  // DVD+R, book A version 1, 12 cm, data area from 030000h to 2635F0h.
  sr.drive->next(0xAD, FakeDrive::good_with("00 13 00 00 A1 0F 02 00 00 03 00 00 00 26 35 F0 00 00 00 00 00"));
  dvd_struct wanted{};
  wanted.type = DVD_STRUCT_PHYSICAL;
  const auto found = FakeFile::value_of<dvd_struct>(sr.ask_with(DVD_READ_STRUCT, wanted));
  EXPECT_EQ(found.physical.layer[0].book_type, 0xA);
  EXPECT_EQ(found.physical.layer[0].book_version, 1);
  EXPECT_EQ(found.physical.layer[0].layer_type, 2);
  EXPECT_EQ(found.physical.layer[0].start_sector, 0x030000U);
  EXPECT_EQ(found.physical.layer[0].end_sector, 0x2635F0U);
  wanted.type = DVD_STRUCT_DISCKEY;
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(DVD_READ_STRUCT, wanted)), EINVAL);
}

TEST(CdromIoctl, next_writable_is_the_last_tracks) {
  auto sr = sr_file();
  sr.drive->next(0x51, FakeDrive::good_with("00 20 01 01 01 01 02 00 00 00 00 00"));
  sr.drive->next(0x52, FakeDrive::good_with("00 2E 02 01 00 04 01 01 00 00 10 00 00 00 10 00 00 05 00 00"));
  EXPECT_EQ(FakeFile::value_of<std::int64_t>(sr.ask(CDROM_NEXT_WRITABLE)), 0x1000);
  EXPECT_EQ(sr.drive->take_log().back(), "52 01 00 00 00 02 00 00 30 00");
}

TEST(CdromIoctl, last_written_falls_back_to_the_lead_out) {
  auto sr = sr_file();
  sr.drive->always(0x51, FakeDrive::refused(0x05, 0x20, 0x00));
  EXPECT_EQ(FakeFile::value_of<std::int64_t>(sr.ask(CDROM_LAST_WRITTEN)), 100);
  EXPECT_EQ(FakeFile::value_of<std::int64_t>(sr.ask(CDROM_NEXT_WRITABLE)), 107);
}

}  // namespace
}  // namespace conformance::preload::kernel
