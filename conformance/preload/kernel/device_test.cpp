// One drive as the kernel keeps it; the function of Linux stands at each claim.
#include "conformance/preload/kernel/device.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/cdrom.h>

#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;
using testing::ElementsAre;

constexpr const char* tur = "00 00 00 00 00 00";
constexpr const char* capacity_command = "25 00 00 00 00 00 00 00 00 00";

// drivers/scsi/sr.c, sr_probe: get_capabilities, then sr_revalidate_disk with sr_cd_check and get_sectorsize.
TEST(Device, attaches_as_the_kernel_does) {
  auto drive = std::make_unique<FakeDrive>();
  FakeDrive& log = *drive;
  Device device(std::move(drive), {}, {});
  log.next(0x00, FakeDrive::refused(0x06, 0x29, 0x00));
  ASSERT_TRUE(device.attach());
  EXPECT_THAT(log.take_log(),
              ElementsAre("12 00 00 00 60 00", tur, tur, "5A 00 2A 00 00 00 00 00 80 00", tur,
                          "43 00 00 00 00 00 00 00 0C 40", capacity_command, "51 00 00 00 00 00 00 00 02 00",
                          "51 00 00 00 00 00 00 00 02 00", "43 02 00 00 00 00 AA 00 0C 00"));
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

// drivers/scsi/sr.c, get_capabilities: what can be written at random addresses is found out later, so the three of it
// stand until then.
TEST(Device, capabilities_follow_mode_page_2a) {
  const FakeDevice writer;
  EXPECT_TRUE(writer.device->can(CDC_CD_RW));
  EXPECT_FALSE(writer.device->can(CDC_SELECT_DISC));
  EXPECT_EQ(writer.device->capabilities() & (CDC_MRW | CDC_MRW_W | CDC_RAM), unsigned{CDC_MRW | CDC_MRW_W | CDC_RAM});
  auto drive = std::make_unique<FakeDrive>();
  // A reader of CDs alone: nothing to write, a caddy that it cannot close.
  drive->always(0x5A,
                FakeDrive::good_with("00 1C 00 00 00 00 00 00 2A 14 03 00 71 00 09 00 02 C2 01 00 00 80 02 C2 00 00"
                                     "00 00 00 00"));
  Device reader(std::move(drive), {}, {});
  ASSERT_TRUE(reader.attach());
  EXPECT_FALSE(reader.can(CDC_CD_R | CDC_CD_RW | CDC_DVD | CDC_DVD_R | CDC_DVD_RAM | CDC_CLOSE_TRAY));
  EXPECT_TRUE(reader.can(CDC_OPEN_TRAY));
  EXPECT_EQ(reader.speed(), 4U);
  EXPECT_EQ(reader.options, unsigned{CDO_USE_FFLAGS | CDO_LOCK}) << "register_cdrom: what cannot be closed is not";
}

// get_capabilities: "scsi-1 drive".
TEST(Device, drive_without_mode_page_2a_can_the_least) {
  auto drive = std::make_unique<FakeDrive>();
  drive->always(0x5A, FakeDrive::refused(0x05, 0x24, 0x00));
  Device device(std::move(drive), {}, {});
  ASSERT_TRUE(device.attach());
  EXPECT_EQ(device.capabilities(),
            unsigned{CDC_CLOSE_TRAY | CDC_OPEN_TRAY | CDC_LOCK | CDC_MULTI_SESSION | CDC_MCN | CDC_MEDIA_CHANGED |
                     CDC_PLAY_AUDIO | CDC_RESET | CDC_DRIVE_STATUS | CDC_GENERIC_PACKET});
  EXPECT_EQ(device.speed(), 1U);
}

// drivers/scsi/sr_ioctl.c, sr_do_ioctl.
TEST(Packet, is_sent_again_after_an_attention) {
  const FakeDevice made;
  made.drive->next(0x25, FakeDrive::attention());
  const auto reply = made.device->packet(read_capacity(), 8);
  ASSERT_TRUE(reply);
  EXPECT_EQ(made.drive->count_of(capacity_command), 2U);
}

// sr_do_ioctl: "retries++ < 10".
TEST(Packet, gives_up_after_ten_retries) {
  const FakeDevice made;
  made.drive->always(0x25, FakeDrive::attention());
  const auto reply = made.device->packet(read_capacity(), 8);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().error, ENOMEDIUM);
  EXPECT_EQ(made.drive->take_log().size(), 11U);
}

struct ErrorRow {
  scsi::Answer answer;
  Errno error{};
};

// sr_do_ioctl; EDRIVE_CANT_DO_THIS is EOPNOTSUPP. The last row is Decision 20.
TEST(Packet, sense_becomes_the_errno_of_sr) {
  const FakeDevice made;
  for (const auto& [answer, error] :
       {ErrorRow{FakeDrive::no_medium(), ENOMEDIUM}, ErrorRow{FakeDrive::refused(0x05, 0x20, 0x00), EOPNOTSUPP},
        ErrorRow{FakeDrive::refused(0x05, 0x20, 0x01), EIO}, ErrorRow{FakeDrive::refused(0x05, 0x24, 0x00), EIO},
        ErrorRow{FakeDrive::refused(0x03, 0x11, 0x00), EIO}, ErrorRow{FakeDrive::refused(0x04, 0x44, 0x00), EIO},
        ErrorRow{{.host = scsi::HostStatus::transport_disrupted}, EIO}}) {
    made.drive->next(0x25, answer);
    const auto reply = made.device->packet(read_capacity(), 8);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().error, error);
  }
}

// drivers/scsi/scsi_ioctl.c, ioctl_internal_command: sent once, an attention is "no longer considered an error", and
// any other failure is the result itself.
TEST(InternalCommand, has_its_result_for_a_value) {
  const FakeDevice made;
  EXPECT_EQ(made.device->internal_command(start_stop_unit(Tray::eject)), 0);
  made.drive->next(0x1B, FakeDrive::attention());
  EXPECT_EQ(made.device->internal_command(start_stop_unit(Tray::eject)), 0);
  EXPECT_EQ(made.drive->take_log().size(), 2U);
  EXPECT_TRUE(made.device->medium().refuses_access());
  made.drive->next(0x1B, FakeDrive::refused(0x05, 0x53, 0x02));
  EXPECT_EQ(made.device->internal_command(start_stop_unit(Tray::eject)), 2);
  made.drive->next(0x1B, {.host = scsi::HostStatus::transport_disrupted});
  EXPECT_EQ(made.device->internal_command(start_stop_unit(Tray::eject)), 0x0E0000);
}

// drivers/scsi/scsi_lib.c, scsi_test_unit_ready.
TEST(TestUnitReady, takes_attentions_up_to_its_tries) {
  const FakeDevice made;
  made.drive->always(0x00, FakeDrive::attention());
  EXPECT_EQ(made.device->test_unit_ready(3).status, scsi::check_condition);
  EXPECT_EQ(made.drive->take_log().size(), 3U);
  made.drive->always(0x00, FakeDrive::no_medium());
  EXPECT_EQ(made.device->test_unit_ready(3).status, scsi::check_condition);
  EXPECT_EQ(made.drive->take_log().size(), 1U);
}

// drivers/scsi/scsi_ioctl.c, scsi_set_medium_removal: who says that the command is illegal is not asked again.
TEST(Door, drive_that_cannot_lock_is_asked_once) {
  const FakeDevice made;
  made.drive->always(0x1E, FakeDrive::refused(0x05, 0x20, 0x00));
  EXPECT_EQ(made.device->lock_door(true), 2);
  EXPECT_EQ(made.device->lock_door(true), 0);
  EXPECT_EQ(made.drive->take_log(), std::vector<std::string>{"1E 00 00 00 01 00"});
}

TEST(Door, drive_without_a_disc_is_asked_again) {
  const FakeDevice made;
  made.drive->always(0x1E, FakeDrive::no_medium());
  EXPECT_EQ(made.device->lock_door(true), 2);
  EXPECT_EQ(made.device->lock_door(false), 2);
  EXPECT_EQ(made.drive->take_log().size(), 2U);
}

// What a look at a changed medium finds.
struct Changed : FakeDevice {
  void look() {
    drive->next(0x00, FakeDrive::attention());
    device->check_medium();
  }
};

// drivers/scsi/sr.c, sr_block_open: the disc is looked at when it was changed, and only then.
TEST(Medium, is_learned_anew_after_a_change_alone) {
  Changed made;
  made.device->check_medium();
  made.drive->take_log();
  made.drive->always(0x25, FakeDrive::good_with("00 00 00 C7 00 00 08 00"));
  made.drive->next(0x43, FakeDrive::good_with("00 0A 01 02 00 14 02 00 00 00 2D B6"));
  made.device->check_medium();
  EXPECT_EQ(made.device->capacity().bytes, 100U * 2048);
  EXPECT_EQ(made.drive->count_of(capacity_command), 0U);
  made.look();
  EXPECT_EQ(made.device->capacity().bytes, 200U * 2048);
  EXPECT_EQ(made.device->last_session_start(), 11702U);
}

// sr_revalidate_disk: "if the unit is not ready, nothing more to do".
TEST(Medium, that_is_gone_leaves_its_size_behind) {
  Changed made;
  made.drive->always(0x00, FakeDrive::no_medium());
  made.device->check_medium();
  EXPECT_EQ(made.device->capacity().bytes, 100U * 2048);
}

// sr_probe and get_sectorsize: cd->capacity is 1FFFFFh sectors.
TEST(Medium, of_a_drive_that_never_had_one_is_as_large_as_the_largest_cd) {
  auto drive = std::make_unique<FakeDrive>();
  FakeDrive& log = *drive;
  Device device(std::move(drive), {}, {});
  log.always(0x00, FakeDrive::no_medium());
  ASSERT_TRUE(device.attach());
  EXPECT_EQ(log.count_of(capacity_command), 0U);
  EXPECT_EQ(device.capacity().bytes, 0x1FFFFFULL * 512);
}

// get_sectorsize: three tries, and what cannot be learned stays as it was.
TEST(Medium, whose_size_the_drive_does_not_tell_keeps_the_one_before) {
  Changed made;
  made.drive->always(0x25, FakeDrive::refused(0x05, 0x24, 0x00));
  made.drive->take_log();
  made.look();
  EXPECT_EQ(made.drive->count_of(capacity_command), 3U);
  EXPECT_EQ(made.device->capacity().bytes, 100U * 2048);
}

struct CapacityRow {
  const char* reply{};
  std::uint64_t bytes{};
  std::uint32_t block_bytes{};
};

// get_sectorsize: "unsupported sector size" leaves no size.
TEST(Medium, block_length_is_2048_or_512_or_useless) {
  for (const auto& [reply, bytes, block_bytes] :
       {CapacityRow{"00 00 01 FF 00 00 08 00", 512 * 2048, 2048},
        CapacityRow{"00 00 01 FF 00 00 00 00", 512 * 2048, 2048},
        CapacityRow{"00 00 01 FF 00 00 09 24", 512 * 2048, 2048},
        CapacityRow{"00 00 01 FF 00 00 09 30", 512 * 2048, 2048},
        CapacityRow{"00 00 01 FF 00 00 02 00", 512 * 512, 512}, CapacityRow{"00 00 01 FF 00 00 04 00", 0, 1024},
        CapacityRow{"00 00 01 FF 00 00 09 20", 0, 2336}}) {
    Changed made;
    made.drive->always(0x25, FakeDrive::good_with(reply));
    made.look();
    EXPECT_EQ(made.device->capacity().bytes, bytes) << reply;
    EXPECT_EQ(made.device->capacity().block_bytes, block_bytes) << reply;
  }
}

// get_sectorsize: "READ_CAPACITY doesn't return the correct size on certain UDF media".
TEST(Medium, is_as_large_as_what_was_written_last) {
  Changed made;
  made.drive->always(0x51, FakeDrive::good_with("00 20 00 01 01 01 01 00 00 00 00 00"));
  made.drive->always(0x52,
                     FakeDrive::good_with("00 1E 01 01 00 04 01 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
                                          "00 00 01 00 00 00 01 23"));
  made.look();
  EXPECT_EQ(made.device->capacity().bytes, 0x123U * 2048);
}

// drivers/scsi/sr_vendor.c, sr_cd_check.
TEST(Sessions, are_asked_for_until_the_drive_shows_that_it_knows_none) {
  Changed made;
  made.drive->always(0x43, FakeDrive::refused(0x05, 0x24, 0x00));
  made.look();
  EXPECT_EQ(made.device->last_session_start(), 0U);
  EXPECT_TRUE(made.device->can(CDC_MULTI_SESSION)) << "an error says nothing of the drive";
  made.drive->always(0x43, FakeDrive::good_with("00 02 01 02"));
  made.look();
  EXPECT_FALSE(made.device->can(CDC_MULTI_SESSION));
  made.drive->take_log();
  made.look();
  EXPECT_EQ(made.drive->count_of("43 00 00 00 00 00 00 00 0C 40"), 0U);
}

}  // namespace
}  // namespace conformance::preload::kernel
