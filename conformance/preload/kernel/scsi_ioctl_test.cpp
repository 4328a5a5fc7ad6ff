// The requests that every SCSI device answers alike (Linux drivers/scsi/scsi_ioctl.c); the function stands at each
// claim.
#include <fcntl.h>
#include <linux/cdrom.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>

#include <array>
#include <climits>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;
using Log = std::vector<std::string>;

FakeFile sr_file(int flags = O_RDONLY | O_NONBLOCK) { return {wire::Driver::sr, flags}; }

// scsi_get_idlun.
TEST(ScsiIoctl, address_is_packed_a_byte_each) {
  FakeDevice made({.sr = 3, .sg = 5});
  OpenFile file(*made.device, wire::Driver::sr, O_RDONLY);
  const Answer answer = control(file, {.request = SCSI_IOCTL_GET_IDLUN});
  EXPECT_EQ((FakeFile::value_of<std::array<std::uint32_t, 2>>(answer)), (std::array<std::uint32_t, 2>{0x03000000, 0}));
  EXPECT_EQ(FakeFile::value_of<int>(control(file, {.request = SCSI_IOCTL_GET_BUS_NUMBER})), 3);
  Device full(std::make_unique<FakeDrive>(), {}, {.host = 0x104, .channel = 3, .id = 2, .lun = 1});
  OpenFile of_full(full, wire::Driver::sr, O_RDONLY);
  EXPECT_EQ((FakeFile::value_of<std::array<std::uint32_t, 2>>(control(of_full, {.request = SCSI_IOCTL_GET_IDLUN}))[0]),
            0x04030102U);
}

// ioctl_probe: the value says that there is a host; its name comes as far as there is room.
TEST(ScsiIoctl, host_is_named_within_the_callers_room) {
  auto sr = sr_file();
  const auto name_within = [&](std::uint32_t room) {
    const Answer answer = sr.ask_with(SCSI_IOCTL_PROBE_HOST, room);
    EXPECT_EQ(answer->value, 1);
    return std::string(answer->bytes.begin(), answer->bytes.end());
  };
  const std::string whole = "iSCSI Initiator over TCP/IP";
  EXPECT_EQ(name_within(64), whole + '\0');
  EXPECT_EQ(name_within(28), whole + '\0');
  EXPECT_EQ(name_within(27), whole);
  EXPECT_EQ(name_within(5), "iSCSI");
  EXPECT_EQ(sr.ask(SCSI_IOCTL_PROBE_HOST)->value, 1) << "without memory";
}

// scsi_ioctl_get_pci: the host adapter hangs from the platform bus, and the name has no end.
TEST(ScsiIoctl, parent_of_the_host_is_named) {
  auto sr = sr_file();
  const Answer answer = sr.ask(0x5387);
  EXPECT_EQ(std::string(answer->bytes.begin(), answer->bytes.end()), "platform");
}

// sg_get_version, sg_emulated_host.
TEST(ScsiIoctl, the_two_drivers_have_different_versions) {
  auto sr = sr_file();
  FakeFile sg(wire::Driver::sg, O_RDWR);
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(SG_GET_VERSION_NUM)), 30527);
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_VERSION_NUM)), 30536);
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(SG_EMULATED_HOST)), 1);
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_EMULATED_HOST)), 0);
}

// sg_set_timeout: kept by the drive, where none is set at first.
TEST(ScsiIoctl, time_out_is_the_drives) {
  auto sr = sr_file();
  EXPECT_EQ(sr.ask(SG_GET_TIMEOUT)->value, 0);
  ASSERT_TRUE(sr.ask_with(SG_SET_TIMEOUT, 1234));
  OpenFile other(*sr.device, wire::Driver::sr, O_RDONLY);
  EXPECT_EQ(control(other, {.request = SG_GET_TIMEOUT})->value, 1234);
}

// sg_set_reserved_size: nothing is reserved, so nothing is rounded.
TEST(ScsiIoctl, reserved_size_is_cut_to_the_largest_transfer) {
  auto sr = sr_file();
  ASSERT_TRUE(sr.ask_with(SG_SET_RESERVED_SIZE, 4097));
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(SG_GET_RESERVED_SIZE)), 4097);
  ASSERT_TRUE(sr.ask_with(SG_SET_RESERVED_SIZE, INT_MAX));
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(SG_GET_RESERVED_SIZE)), 1 << 20);
  EXPECT_EQ(FakeFile::error_of(sr.ask_with(SG_SET_RESERVED_SIZE, -1)), EINVAL);
}

// drivers/scsi/sr.c, sr_block_ioctl hands the two requests to scsi_send_start_stop, past the cdrom driver that would
// ask who uses the drive and whether its door is locked.
TEST(ScsiIoctl, tray_moves_whoever_uses_the_drive) {
  auto sr = sr_file();
  sr.device->count_use(2);
  sr.device->keeps_locked = true;
  ASSERT_TRUE(sr.ask(CDROMEJECT));
  ASSERT_TRUE(sr.ask(CDROMCLOSETRAY));
  EXPECT_EQ(sr.drive->take_log(), (Log{"1B 00 00 00 02 00", "1B 00 00 00 03 00"}));
}

// ioctl_internal_command.
TEST(ScsiIoctl, refused_command_is_a_positive_value) {
  auto sr = sr_file();
  sr.drive->always(0x1B, FakeDrive::refused(0x05, 0x53, 0x02));
  sr.drive->always(0x1E, FakeDrive::no_medium());
  sr.drive->always(0x00, FakeDrive::no_medium());
  for (const unsigned long request :
       {CDROMEJECT, SCSI_IOCTL_START_UNIT, SCSI_IOCTL_STOP_UNIT, SCSI_IOCTL_DOORLOCK, SCSI_IOCTL_TEST_UNIT_READY}) {
    const Answer answer = sr.ask(request);
    ASSERT_TRUE(answer) << request;
    EXPECT_EQ(answer->value, 2) << request;
  }
}

// scsi_ioctl.
TEST(ScsiIoctl, commands_of_the_layer) {
  auto sr = sr_file();
  for (const unsigned long request : {SCSI_IOCTL_START_UNIT, SCSI_IOCTL_STOP_UNIT, SCSI_IOCTL_DOORLOCK,
                                      SCSI_IOCTL_DOORUNLOCK, SCSI_IOCTL_TEST_UNIT_READY}) {
    EXPECT_EQ(sr.ask(request)->value, 0) << request;
  }
  EXPECT_EQ(sr.drive->take_log(), (Log{"1B 00 00 00 01 00", "1B 00 00 00 00 00", "1E 00 00 00 01 00",
                                       "1E 00 00 00 00 00", "00 00 00 00 00 00"}));
}

// scsi_test_unit_ready with NORMAL_RETRIES.
TEST(ScsiIoctl, readiness_is_asked_five_times_over_attentions) {
  auto sr = sr_file();
  sr.drive->always(0x00, FakeDrive::attention());
  EXPECT_EQ(sr.ask(SCSI_IOCTL_TEST_UNIT_READY)->value, 2);
  EXPECT_EQ(sr.drive->take_log().size(), 5U);
}

// drivers/scsi/scsi_error.c, scsi_ioctl_reset: privileges are asked before what is to be reset.
TEST(ScsiIoctl, reset_is_for_the_privileged_and_fails) {
  auto sr = sr_file();
  constexpr int no_escalation = 0x100;
  EXPECT_TRUE(sr.ask_with(SG_SCSI_RESET, SG_SCSI_RESET_NOTHING));
  EXPECT_TRUE(sr.ask_with(SG_SCSI_RESET, SG_SCSI_RESET_NOTHING | no_escalation));
  for (const int what : {SG_SCSI_RESET_DEVICE, SG_SCSI_RESET_BUS, SG_SCSI_RESET_HOST, 77}) {
    EXPECT_EQ(FakeFile::error_of(sr.ask_with(SG_SCSI_RESET, what)), EIO) << what;
  }
  const auto nothing = answer_with(int{SG_SCSI_RESET_NOTHING})->bytes;
  EXPECT_EQ(FakeFile::error_of(control(sr.file, {.request = SG_SCSI_RESET, .bytes = nothing})), EACCES);
  EXPECT_TRUE(sr.drive->take_log().empty());
}

}  // namespace
}  // namespace conformance::preload::kernel
