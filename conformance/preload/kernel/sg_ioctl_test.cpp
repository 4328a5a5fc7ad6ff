// The requests of sg (Linux drivers/scsi/sg.c, sg_ioctl_common).
#include <fcntl.h>
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>

#include <array>
#include <climits>

#include "conformance/preload/kernel/scsi_calls.h"

namespace conformance::preload::kernel {
namespace {

FakeFile sg_file(int flags = O_RDWR) { return {wire::Driver::sg, flags}; }

TEST(SgIoctl, identity_of_the_device) {
  auto sg = sg_file();
  const auto id = FakeFile::value_of<sg_scsi_id>(sg.ask(SG_GET_SCSI_ID));
  EXPECT_EQ(id.scsi_type, 5);
  EXPECT_EQ(id.host_no, 0);
  EXPECT_EQ(id.lun, 0);
  EXPECT_GT(FakeFile::value_of<int>(sg.ask(SG_GET_SG_TABLESIZE)), 0);
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(BLKSECTGET)), 1 << 20) << "in bytes, where the block layer counts sectors";
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(0x2289)), 1) << "SG_GET_ACCESS_COUNT: faked";
}

TEST(SgIoctl, nothing_waits_in_the_queue) {
  auto sg = sg_file();
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_NUM_WAITING)), 0);
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_PACK_ID)), -1);
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_LOW_DMA)), 0);
  const Answer table = sg.ask(SG_GET_REQUEST_TABLE);
  EXPECT_EQ(table->bytes, base::ByteBuffer(sizeof(sg_req_info) * SG_MAX_QUEUE));
}

TEST(SgIoctl, time_out_is_the_open_files_and_never_negative) {
  auto sg = sg_file();
  ASSERT_TRUE(sg.ask_with(SG_SET_TIMEOUT, 1234));
  OpenFile other(*sg.device, wire::Driver::sg, O_RDWR);
  EXPECT_EQ(sg.ask(SG_GET_TIMEOUT)->value, 1234);
  EXPECT_EQ(control(other, {.request = SG_GET_TIMEOUT})->value, 6000);
  EXPECT_EQ(FakeFile::error_of(sg.ask_with(SG_SET_TIMEOUT, -1)), EIO);
  ASSERT_TRUE(sg.ask_with(SG_SET_TIMEOUT, INT_MAX));
  EXPECT_EQ(sg.ask(SG_GET_TIMEOUT)->value, 858'993'458) << "INT_MAX ticks of 4 ms, in hundredths of a second";
}

TEST(SgIoctl, reserved_size_is_a_page_at_least_and_the_largest_transfer_at_most) {
  auto sg = sg_file();
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_RESERVED_SIZE)), 32 * 1024);
  for (const auto& [wanted, size] : {std::pair{0, 4096}, {5000, 5120}, {INT_MAX, 1 << 20}}) {
    ASSERT_TRUE(sg.ask_with(SG_SET_RESERVED_SIZE, wanted));
    EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_RESERVED_SIZE)), size) << wanted;
  }
  EXPECT_EQ(FakeFile::error_of(sg.ask_with(SG_SET_RESERVED_SIZE, -1)), EINVAL);
  ASSERT_TRUE(sg.file.reserve.descriptor_to_map(4096));
  EXPECT_EQ(FakeFile::error_of(sg.ask_with(SG_SET_RESERVED_SIZE, 8192)), EBUSY) << "once mapped";
}

TEST(SgIoctl, switches_are_kept) {
  auto sg = sg_file();
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_COMMAND_Q)), 0);
  ASSERT_TRUE(sg.ask_with(SG_SET_COMMAND_Q, 5));
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_COMMAND_Q)), 1);
  for (const auto& [given, kept] : {std::pair{1, 1}, {300, 44}, {200, -56}}) {
    ASSERT_TRUE(sg.ask_with(SG_SET_KEEP_ORPHAN, given));
    EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_KEEP_ORPHAN)), kept) << "a char of " << given;
  }
  for (const unsigned long request : {SG_SET_FORCE_PACK_ID, SG_SET_DEBUG}) {
    EXPECT_TRUE(sg.ask_with(request, 1)) << request;
    EXPECT_EQ(FakeFile::error_of(sg.ask(request)), EINVAL) << "without its argument: " << request;
  }
  EXPECT_TRUE(sg.ask(SG_SET_FORCE_LOW_DMA)) << "whose argument nobody reads";
}

// sg_new_write.
TEST(SgIoctl, command_queuing_is_on_once_a_header_of_version_3_came) {
  ScsiFile sg(wire::Driver::sg);
  ASSERT_TRUE(sg.send(tur));
  EXPECT_EQ(FakeFile::value_of<int>(sg.ask(SG_GET_COMMAND_Q)), 1);
}

TEST(SgIoctl, length_of_the_next_command_is_bounded) {
  auto sg = sg_file();
  for (const int length : {-1, 0, 12, 252}) EXPECT_TRUE(sg.ask_with(SG_NEXT_CMD_LEN, length)) << length;
  EXPECT_EQ(FakeFile::error_of(sg.ask_with(SG_NEXT_CMD_LEN, 253)), ENOMEM);
}

// "don't know so take safe approach".
TEST(SgIoctl, file_not_opened_for_both_asks_only_what_is_harmless) {
  auto reader = sg_file(O_RDONLY);
  for (const unsigned long request : {SCSI_IOCTL_TEST_UNIT_READY, SCSI_IOCTL_STOP_UNIT, CDROMEJECT, 0x5401, 0x5387}) {
    EXPECT_EQ(FakeFile::error_of(reader.ask(request)), EPERM) << request;
  }
  EXPECT_TRUE(reader.drive->take_log().empty());
  EXPECT_TRUE(reader.ask(SCSI_IOCTL_GET_IDLUN));
  EXPECT_TRUE(reader.ask(SCSI_IOCTL_GET_BUS_NUMBER));
  EXPECT_TRUE(reader.ask(SCSI_IOCTL_PROBE_HOST));
  EXPECT_TRUE(reader.ask_with(SG_SCSI_RESET, SG_SCSI_RESET_NOTHING));
  EXPECT_EQ(FakeFile::error_of(reader.ask(SG_GET_TRANSFORM)), EINVAL) << "harmless, and unknown";
  EXPECT_TRUE(reader.ask(SG_GET_TIMEOUT));
}

TEST(SgIoctl, commands_of_the_scsi_layer_need_a_file_opened_for_both) {
  auto both = sg_file();
  EXPECT_TRUE(both.ask(SCSI_IOCTL_TEST_UNIT_READY));
  EXPECT_TRUE(both.ask(CDROMEJECT));
  EXPECT_EQ(FakeFile::error_of(both.ask(0x5401)), EINVAL);
}

// What the driver answers itself it answers of an offline drive too; the rest asks scsi_block_when_processing_errors.
TEST(SgIoctl, lost_drive_is_no_device_for_the_scsi_layer) {
  auto sg = sg_file();
  sg.drive->sever();
  EXPECT_TRUE(sg.ask(SG_GET_SCSI_ID));
  EXPECT_EQ(FakeFile::error_of(sg.ask(SCSI_IOCTL_GET_IDLUN)), ENODEV);
}

}  // namespace
}  // namespace conformance::preload::kernel
