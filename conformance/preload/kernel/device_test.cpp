#include "conformance/preload/kernel/device.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/cdrom.h>

#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/drive_status.h"
#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;
using testing::ElementsAre;

constexpr const char* tur = "00 00 00 00 00 00";

TEST(Device, attaches_as_the_kernel_does) {
  auto drive = std::make_unique<FakeDrive>();
  FakeDrive& log = *drive;
  Device device(std::move(drive), {}, {});
  log.next(0x00, FakeDrive::refused(0x06, 0x29, 0x00));
  ASSERT_TRUE(device.attach());
  EXPECT_THAT(log.take_log(), ElementsAre("12 00 00 00 60 00", tur, tur, "25 00 00 00 00 00 00 00 00 00",
                                          "5A 00 2A 00 00 00 00 00 80 00"));
  EXPECT_EQ(device.identity().vendor, "BURNBNCH");
  EXPECT_EQ(device.identity().product, "FAKE DRIVE      ");
  EXPECT_EQ(device.identity().revision, "1.00");
  EXPECT_EQ(device.speed(), 24U);
}

TEST(Device, unit_that_is_no_optical_drive_is_refused) {
  auto drive = std::make_unique<FakeDrive>();
  drive->always(0x12, FakeDrive::good_with(std::string("00 00 05 02 1F ") + std::string(31 * 2, '0')));
  Device device(std::move(drive), {}, {});
  const auto attached = device.attach();
  ASSERT_FALSE(attached);
  EXPECT_THAT(attached.error(), testing::HasSubstr("no optical drive"));
}

TEST(Device, unit_without_an_answer_is_refused) {
  auto drive = std::make_unique<FakeDrive>();
  drive->sever();
  Device device(std::move(drive), {}, {});
  EXPECT_FALSE(device.attach());
}

TEST(Device, capabilities_follow_mode_page_2a) {
  const FakeDevice writer;
  EXPECT_EQ(writer.device->capabilities() & CDC_CD_RW, unsigned{CDC_CD_RW});
  EXPECT_EQ(writer.device->capabilities() & CDC_SELECT_DISC, 0U);
  auto drive = std::make_unique<FakeDrive>();
  // A reader of CDs alone: nothing to write, a caddy that it cannot close.
  drive->always(0x5A,
                FakeDrive::good_with("00 1C 00 00 00 00 00 00 2A 14 03 00 71 00 09 00 02 C2 01 00 00 80 02 C2 00 00"
                                     "00 00 00 00"));
  Device reader(std::move(drive), {}, {});
  ASSERT_TRUE(reader.attach());
  EXPECT_EQ(reader.capabilities() & (CDC_CD_R | CDC_CD_RW | CDC_DVD | CDC_DVD_R | CDC_DVD_RAM | CDC_CLOSE_TRAY), 0U);
  EXPECT_EQ(reader.capabilities() & CDC_OPEN_TRAY, unsigned{CDC_OPEN_TRAY});
  EXPECT_EQ(reader.speed(), 4U);
}

TEST(Device, packet_is_sent_again_after_an_attention) {
  const FakeDevice made;
  made.drive->next(0x25, FakeDrive::attention());
  const auto reply = made.device->packet(read_capacity(), 8);
  ASSERT_TRUE(reply);
  EXPECT_EQ(made.drive->count_of("25 00 00 00 00 00 00 00 00 00"), 2U);
}

TEST(Device, packet_gives_up_after_ten_attentions) {
  const FakeDevice made;
  made.drive->always(0x25, FakeDrive::attention());
  const auto reply = made.device->packet(read_capacity(), 8);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().error, ENOMEDIUM);
  EXPECT_EQ(made.drive->take_log().size(), 10U);
}

struct ErrorRow {
  scsi::Answer answer;
  Errno error{};
};

TEST(Device, sense_becomes_the_errno_of_sr) {
  const FakeDevice made;
  for (const auto& [answer, error] :
       {ErrorRow{FakeDrive::no_medium(), ENOMEDIUM}, ErrorRow{FakeDrive::refused(0x05, 0x20, 0x00), EOPNOTSUPP},
        ErrorRow{FakeDrive::refused(0x05, 0x24, 0x00), EIO}, ErrorRow{FakeDrive::refused(0x03, 0x11, 0x00), EIO},
        ErrorRow{{.host = scsi::HostStatus::transport_disrupted}, EIO}}) {
    made.drive->next(0x25, answer);
    const auto reply = made.device->packet(read_capacity(), 8);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().error, error);
  }
}

TEST(Device, capacity_is_asked_once_for_a_medium) {
  const FakeDevice made;
  EXPECT_EQ(made.device->capacity().blocks, 100U);
  EXPECT_TRUE(made.drive->take_log().empty()) << "known since the drive appeared";
  made.drive->next(0x00, FakeDrive::attention());
  made.device->check_medium();
  made.drive->next(0x25, FakeDrive::good_with("00 00 00 09 00 00 08 00"));
  EXPECT_EQ(made.device->capacity().blocks, 10U);
}

TEST(Device, capacity_without_a_disc_is_asked_again) {
  const FakeDevice made;
  made.drive->next(0x00, FakeDrive::attention());
  made.device->check_medium();
  made.drive->next(0x25, FakeDrive::no_medium());
  EXPECT_EQ(made.device->capacity().blocks, 0x1FFFFFU / 4);
  EXPECT_EQ(made.device->capacity().blocks, 100U);
}

TEST(Device, loading_drive_is_not_waited_for_at_the_start) {
  auto drive = std::make_unique<FakeDrive>();
  FakeDrive& log = *drive;
  Device device(std::move(drive), {}, {});
  log.always(0x00, FakeDrive::refused(0x02, 0x04, 0x01));
  ASSERT_TRUE(device.attach());
  EXPECT_EQ(log.count_of("25 00 00 00 00 00 00 00 00 00"), 0U);
  EXPECT_EQ(device.last_capacity().blocks, 0U);
}

TEST(Device, raw_block_length_counts_as_2048) {
  const FakeDevice made;
  made.drive->next(0x00, FakeDrive::attention());
  made.device->check_medium();
  made.drive->next(0x25, FakeDrive::good_with("00 00 00 09 00 00 09 30"));
  EXPECT_EQ(made.device->capacity().block_bytes, 2048U);
}

TEST(Device, change_of_medium_is_told_once) {
  const FakeDevice made;
  EXPECT_TRUE(made.device->take_medium_changed());
  EXPECT_FALSE(made.device->take_medium_changed());
  made.drive->next(0x00, FakeDrive::attention());
  EXPECT_TRUE(made.device->take_medium_changed());
  EXPECT_FALSE(made.device->take_medium_changed());
}

struct StatusRow {
  scsi::Answer ready;
  const char* event{};
  int status{};
};

TEST(DriveStatus, follows_sense_and_media_event) {
  constexpr const char* none = "00 02 80 00 00 00 00 00";  // no event available
  for (const auto& [ready, event, status] : {
           StatusRow{{}, none, CDS_DISC_OK},
           StatusRow{FakeDrive::refused(2, 0x04, 0x01), none, CDS_DRIVE_NOT_READY},
           StatusRow{FakeDrive::no_medium(), "00 06 04 14 00 00 00 00", CDS_NO_DISC},
           StatusRow{FakeDrive::no_medium(), "00 06 04 14 00 01 00 00", CDS_TRAY_OPEN},
           StatusRow{FakeDrive::no_medium(), "00 06 04 14 00 02 00 00", CDS_DISC_OK},
           StatusRow{FakeDrive::refused(2, 0x3A, 0x01), none, CDS_NO_DISC},
           StatusRow{FakeDrive::refused(2, 0x3A, 0x02), none, CDS_TRAY_OPEN},
           StatusRow{FakeDrive::refused(2, 0x04, 0x04), none, CDS_DISC_OK},
       }) {
    const FakeDevice made;
    made.drive->next(0x00, ready);
    made.drive->next(0x4A, FakeDrive::good_with(event));
    EXPECT_EQ(drive_status(*made.device), status);
  }
}

TEST(OpenForData, locks_the_door_over_a_data_disc) {
  const FakeDevice made;
  EXPECT_EQ(open_for_data(*made.device), 0);
  EXPECT_EQ(made.drive->take_log().back(), "1E 00 00 00 01 00");
}

TEST(OpenForData, closes_an_open_tray_and_looks_again) {
  const FakeDevice made;
  made.drive->next(0x00, FakeDrive::refused(2, 0x3A, 0x02));
  made.drive->next(0x4A, FakeDrive::good_with("00 06 04 14 00 01 00 00"));
  EXPECT_EQ(open_for_data(*made.device), 0);
  EXPECT_EQ(made.drive->count_of("1B 00 00 00 03 00"), 1U);
}

TEST(OpenForData, empty_drive_is_enomedium_and_unlocked) {
  const FakeDevice made;
  made.drive->always(0x00, FakeDrive::refused(2, 0x3A, 0x01));
  made.drive->always(0x4A, FakeDrive::good_with("00 06 04 14 00 00 00 00"));
  EXPECT_EQ(open_for_data(*made.device), ENOMEDIUM);
  EXPECT_EQ(made.drive->take_log().back(), "1E 00 00 00 00 00");
}

}  // namespace
}  // namespace conformance::preload::kernel
