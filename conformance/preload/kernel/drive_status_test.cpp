// What the cdrom driver says of tray and disc (Linux drivers/scsi/sr_ioctl.c and drivers/cdrom/cdrom.c); the function
// stands at each claim.
#include "conformance/preload/kernel/drive_status.h"

#include <linux/cdrom.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

constexpr const char* no_event = "00 02 80 00 00 00 00 00";
constexpr const char* tray_is_open = "00 06 04 14 00 01 00 00";
constexpr const char* drive_is_empty = "00 06 04 14 00 00 00 00";
constexpr const char* disc_is_there = "00 06 04 14 00 02 00 00";
constexpr const char* lock_command = "1E 00 00 00 01 00";
constexpr const char* unlock_command = "1E 00 00 00 00 00";
constexpr const char* load_command = "1B 00 00 00 03 00";

struct StatusRow {
  scsi::Answer ready;
  const char* event{};
  int status{};
};

// sr_drive_status.
TEST(DriveStatus, follows_sense_and_media_event) {
  for (const auto& [ready, event, status] : {
           StatusRow{{}, tray_is_open, CDS_DISC_OK},
           StatusRow{FakeDrive::refused(2, 0x04, 0x01), disc_is_there, CDS_DRIVE_NOT_READY},
           StatusRow{FakeDrive::no_medium(), drive_is_empty, CDS_NO_DISC},
           StatusRow{FakeDrive::no_medium(), tray_is_open, CDS_TRAY_OPEN},
           StatusRow{FakeDrive::no_medium(), disc_is_there, CDS_DISC_OK},
           // Without the event the sense data decide; ASC 3Ah is no disc whatever its qualifier says of the tray.
           StatusRow{FakeDrive::refused(2, 0x3A, 0x01), no_event, CDS_NO_DISC},
           StatusRow{FakeDrive::refused(2, 0x3A, 0x02), no_event, CDS_NO_DISC},
           StatusRow{FakeDrive::refused(2, 0x04, 0x02), no_event, CDS_TRAY_OPEN},
           StatusRow{FakeDrive::refused(2, 0x04, 0x04), no_event, CDS_DISC_OK},
           StatusRow{FakeDrive::refused(2, 0x04, 0x08), no_event, CDS_DISC_OK},
           StatusRow{FakeDrive::refused(3, 0x11, 0x00), no_event, CDS_TRAY_OPEN},
           StatusRow{{.host = scsi::HostStatus::time_out}, no_event, CDS_TRAY_OPEN},
       }) {
    const FakeDevice made;
    made.drive->always(0x00, ready);
    made.drive->always(0x4A, FakeDrive::good_with(event));
    EXPECT_EQ(drive_status(*made.device), status) << base::format_hex(ready.sense) << ", " << event;
  }
}

// cdrom_ioctl_disc_status.
TEST(DiscStatus, is_the_mixture_of_tracks) {
  const auto status_of = [](std::string_view first, std::string_view second) {
    const FakeDevice made;
    made.drive->next(0x43, FakeDrive::good_with("00 12 01 02"));
    made.drive->next(0x43, FakeDrive::good_with(std::string("00 12 01 02 00 ") + std::string(first)));
    made.drive->next(0x43, FakeDrive::good_with(std::string("00 12 01 02 00 ") + std::string(second)));
    return disc_status(*made.device);
  };
  EXPECT_EQ(status_of("14", "14"), CDS_DATA_1);
  EXPECT_EQ(status_of("10", "10"), CDS_AUDIO);
  EXPECT_EQ(status_of("10", "14"), CDS_MIXED);
  const FakeDevice made;
  made.drive->next(0x43, FakeDrive::good_with("00 02 01 00"));
  EXPECT_EQ(disc_status(*made.device), CDS_NO_INFO) << "no track at all";
  made.drive->always(0x43, FakeDrive::no_medium());
  EXPECT_EQ(disc_status(*made.device), CDS_NO_DISC);
}

// open_for_data.
TEST(OpenForData, locks_the_door_over_a_data_disc) {
  const FakeDevice made;
  EXPECT_EQ(open_for_data(*made.device), 0);
  EXPECT_EQ(made.drive->take_log().back(), lock_command);
  made.device->options &= ~unsigned{CDO_LOCK};
  EXPECT_EQ(open_for_data(*made.device), 0);
  EXPECT_EQ(made.drive->count_of(lock_command), 0U);
}

// open_for_data.
TEST(OpenForData, closes_an_open_tray_and_looks_again) {
  const FakeDevice made;
  made.drive->next(0x00, FakeDrive::refused(2, 0x3A, 0x02));
  made.drive->next(0x4A, FakeDrive::good_with(tray_is_open));
  EXPECT_EQ(open_for_data(*made.device), 0);
  EXPECT_EQ(made.drive->count_of(load_command), 1U);
}

// open_for_data: whatever the reason, there is no medium; and the door is unlocked, as some drives lock it themselves.
TEST(OpenForData, drive_without_a_disc_is_enomedium_and_unlocked) {
  const FakeDevice made;
  made.drive->always(0x00, FakeDrive::refused(2, 0x3A, 0x01));
  made.drive->always(0x4A, FakeDrive::good_with(drive_is_empty));
  EXPECT_EQ(open_for_data(*made.device), ENOMEDIUM);
  EXPECT_EQ(made.drive->take_log().back(), unlock_command);
  made.drive->always(0x4A, FakeDrive::good_with(tray_is_open));
  made.drive->always(0x1B, FakeDrive::refused(5, 0x20, 0x00));
  EXPECT_EQ(open_for_data(*made.device), ENOMEDIUM) << "the tray cannot be closed";
  made.device->options &= ~unsigned{CDO_AUTO_CLOSE};
  made.drive->take_log();
  EXPECT_EQ(open_for_data(*made.device), ENOMEDIUM) << "it may not be closed";
  EXPECT_EQ(made.drive->count_of(load_command), 0U);
  made.drive->always(0x00, FakeDrive::refused(2, 0x04, 0x01));
  EXPECT_EQ(open_for_data(*made.device), ENOMEDIUM) << "the drive loads";
}

// open_for_data: an audio CD is a disc unless the option asks for its type.
TEST(OpenForData, type_of_the_disc_counts_where_the_option_says_so) {
  const FakeDevice made;
  made.drive->always(0x43, FakeDrive::good_with("00 0A 01 01 00 10 01 00"));
  EXPECT_EQ(open_for_data(*made.device), 0);
  made.device->options |= CDO_CHECK_TYPE;
  EXPECT_EQ(open_for_data(*made.device), EMEDIUMTYPE);
  EXPECT_EQ(made.drive->take_log().back(), unlock_command);
}

// check_for_audio_disc: nobody looks unless the option says so, and why the tracks are unknown is a value and no errno.
TEST(RefusesAudio, disc_without_audio_where_the_option_says_so) {
  const FakeDevice made;
  EXPECT_FALSE(refuses_audio(*made.device));
  made.device->options |= CDO_CHECK_TYPE;
  EXPECT_EQ(FakeFile::error_of(refuses_audio(*made.device).value()), EMEDIUMTYPE);
  made.drive->always(0x43, FakeDrive::good_with("00 0A 01 01 00 10 01 00"));
  EXPECT_FALSE(refuses_audio(*made.device));
  made.drive->always(0x43, FakeDrive::no_medium());
  EXPECT_EQ(refuses_audio(*made.device).value()->value, CDS_NO_DISC);
}

// check_for_audio_disc.
TEST(RefusesAudio, open_tray_that_stays_empty_is_enomedium_and_a_slow_drive_eio) {
  const FakeDevice made;
  made.device->options |= CDO_CHECK_TYPE;
  made.drive->always(0x00, FakeDrive::no_medium());
  made.drive->always(0x4A, FakeDrive::good_with(tray_is_open));
  EXPECT_EQ(FakeFile::error_of(refuses_audio(*made.device).value()), ENOMEDIUM);
  made.drive->next(0x00, FakeDrive::no_medium());
  made.drive->next(0x00, FakeDrive::refused(2, 0x04, 0x01));
  EXPECT_EQ(FakeFile::error_of(refuses_audio(*made.device).value()), EIO);
  made.device->options &= ~unsigned{CDO_AUTO_CLOSE};
  EXPECT_EQ(FakeFile::error_of(refuses_audio(*made.device).value()), ENOMEDIUM);
}

}  // namespace
}  // namespace conformance::preload::kernel
