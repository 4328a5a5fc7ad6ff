// SG_IO and CDROM_SEND_PACKET as Linux' drivers/scsi/scsi_ioctl.c does them, which is what sr has; the function of
// that file stands at each claim.
#include "conformance/preload/kernel/sg_io.h"

#include "conformance/preload/kernel/scsi_calls.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;
using std::chrono::milliseconds;

struct Sr : ScsiFile {
  explicit Sr(int flags = O_RDWR | O_NONBLOCK) : ScsiFile(wire::Driver::sr, flags) {}
};

TEST(SgIo, data_comes_with_its_residual) {
  Sr sr;
  const auto done = sr.send(inquiry_96, reading(96));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->data_in.size(), 36U) << "the rest of the program's memory is left alone";
  EXPECT_EQ(done->reply.residual, 60);
  EXPECT_EQ(done->reply.status, 0);
  EXPECT_EQ(done->reply.info, unsigned{SG_INFO_OK});
}

TEST(SgIo, data_goes_out_unchanged) {
  Sr sr;
  const base::ByteBuffer out{1, 2, 3, 4, 5};
  ASSERT_TRUE(sr.send("3B 02 00 00 00 00 00 00 05 00", writing(5), out));
  EXPECT_EQ(sr.drive->buffer(), out);
}

// scsi_complete_sghdr_rq: the driver status does not depend on the room for sense data.
TEST(SgIo, check_condition_carries_sense_and_driver_status) {
  for (const std::uint32_t room : {0U, 32U}) {
    Sr sr;
    sr.drive->next(0x00, FakeDrive::refused(0x02, 0x3A, 0x01));
    const auto done = sr.send(tur, {.sense_room = room});
    ASSERT_TRUE(done);
    EXPECT_EQ(done->reply.status, scsi::check_condition);
    EXPECT_EQ(done->reply.driver_status, 8);
    EXPECT_EQ(done->reply.sense_bytes, 18);
    EXPECT_EQ(done->reply.sense[12], 0x3A);
    EXPECT_EQ(done->reply.info, unsigned{SG_INFO_CHECK});
  }
}

TEST(SgIo, check_condition_without_sense_data_has_none) {
  Sr sr;
  sr.drive->next(0x00, {.status = scsi::check_condition});
  EXPECT_EQ(sr.send(tur)->reply.sense_bytes, 0);
}

TEST(SgIo, lost_connection_is_a_host_status) {
  Sr sr;
  sr.drive->next(0x00, {.host = scsi::HostStatus::transport_disrupted, .residual = 5});
  const auto disrupted = sr.send(tur);
  ASSERT_TRUE(disrupted);
  EXPECT_EQ(disrupted->reply.host_status, 0x0E);
  EXPECT_EQ(disrupted->reply.status, 0);
  EXPECT_EQ(disrupted->reply.residual, 5);
  EXPECT_EQ(disrupted->reply.info, unsigned{SG_INFO_CHECK});
}

// scsi_ioctl_block_when_processing_errors: the drive is offline by then.
TEST(SgIo, drive_that_was_lost_is_no_device) {
  Sr sr;
  sr.drive->sever();
  EXPECT_EQ(sr.refused(inquiry_96, reading(96)), ENODEV);
  EXPECT_TRUE(sr.drive->take_log().empty());
}

// sg_io.
TEST(SgIo, other_interface_is_invalid) {
  Sr sr;
  EXPECT_EQ(sr.refused(tur, {.interface_id = 'Q'}), EINVAL);
  EXPECT_EQ(sr.refused(tur, {.interface_id = 0}), EINVAL);
}

// sg_io.
TEST(SgIo, both_directions_at_once_count_as_reading) {
  Sr sr;
  const auto done = sr.send("12 00 00 00 24 00", {.direction = SG_DXFER_TO_FROM_DEV, .length = 36});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->data_in.size(), 36U);
}

// sg_io.
TEST(SgIo, direction_without_meaning_is_invalid_where_there_are_data) {
  Sr sr;
  for (const int direction : {SG_DXFER_NONE, unknown_direction, 7}) {
    EXPECT_EQ(sr.refused(tur, {.direction = direction, .length = 8}), EINVAL) << direction;
    EXPECT_EQ(sr.refused(tur, {.direction = direction}), 0) << direction;
  }
}

// sg_io, then scsi_fill_sghdr_rq, then blk_rq_map_user_io: the first that objects is heard.
TEST(SgIo, refusals_come_in_the_kernels_order) {
  Sr sr(O_RDONLY | O_NONBLOCK);
  sr.is_privileged = false;
  const std::uint32_t most = sr.drive->largest_transfer();
  const std::string too_long(33 * 2, '0');
  EXPECT_EQ(sr.refused(inquiry_96, reading(most)), 0);
  EXPECT_EQ(sr.refused(inquiry_96, {.direction = 7, .length = most + 1}), EIO);
  EXPECT_EQ(sr.refused(too_long, {.direction = 7, .length = 1}), EINVAL);
  EXPECT_EQ(sr.refused(too_long), EINVAL);
  EXPECT_EQ(sr.refused("FF 00 00 00 00", {.has_cdb = false}), EMSGSIZE);
  EXPECT_EQ(sr.refused(vendor_command, {.has_cdb = false}), EFAULT);
  EXPECT_EQ(sr.refused(vendor_command, {.direction = SG_DXFER_FROM_DEV, .length = 8, .has_data = false}), EPERM);
  EXPECT_EQ(sr.refused(inquiry_96, {.direction = SG_DXFER_FROM_DEV, .length = 8, .has_data = false}), EFAULT);
  EXPECT_EQ(sr.drive->take_log().size(), 1U);
}

// blk_rq_map_user_io.
TEST(SgIo, shorter_of_list_and_transfer_wins) {
  Sr sr;
  const Header header{.direction = SG_DXFER_FROM_DEV, .length = 96, .list_parts = 2, .list_bytes = 20};
  ASSERT_TRUE(sr.send(inquiry_96, header));
  EXPECT_EQ(sr.drive->last().room, 20U);
  EXPECT_EQ(sr.refused(inquiry_96, {.direction = SG_DXFER_FROM_DEV, .length = 96, .list_parts = 1}), EINVAL);
  EXPECT_EQ(
      sr.refused(inquiry_96, {.direction = SG_DXFER_FROM_DEV, .length = 96, .list_parts = 1, .list_error = EFAULT}),
      EFAULT);
  EXPECT_EQ(sr.refused(tur, {.list_parts = 1, .list_error = EFAULT}), 0) << "nobody looks without data";
}

// scsi_fill_sghdr_rq.
TEST(SgIo, time_out_is_the_programs_the_drives_or_a_minute_and_seven_seconds_at_least) {
  Sr sr;
  const auto timeout_of = [&](std::uint32_t asked) {
    EXPECT_TRUE(sr.send(tur, {.timeout = asked}));
    return sr.drive->last().timeout;
  };
  EXPECT_EQ(timeout_of(1), milliseconds{7'000});
  EXPECT_EQ(timeout_of(0), milliseconds{60'000});
  EXPECT_EQ(timeout_of(200'000), milliseconds{200'000});
  sr.device->sg_timeout = 4'000;
  EXPECT_EQ(timeout_of(0), milliseconds{40'000});
  EXPECT_EQ(timeout_of(50'000), milliseconds{50'000});
}

// scsi_io_completion_nz_result: SCSI_SENSE_BUFFERSIZE is 96.
TEST(SgIo, sense_is_cut_to_the_kernels_buffer) {
  Sr sr;
  scsi::Answer answer = FakeDrive::no_medium();
  answer.sense.resize(200);
  answer.sense[7] = 192;
  sr.drive->next(0x00, answer);
  EXPECT_EQ(sr.send(tur)->reply.sense_bytes, 96);
}

// Of the flags this function looks at SG_FLAG_Q_AT_HEAD alone, and a drive that does one command at a time has no
// queue.
TEST(SgIo, flags_change_nothing) {
  Sr sr;
  constexpr std::uint32_t at_tail = 0x10;
  constexpr std::uint32_t at_head = 0x20;
  for (const std::uint32_t flags : {std::uint32_t{SG_FLAG_DIRECT_IO}, std::uint32_t{SG_FLAG_LUN_INHIBIT}, mapped_flag,
                                    at_tail, at_head, std::uint32_t{SG_FLAG_NO_DXFER}}) {
    const auto done = sr.send(inquiry_96, {.direction = SG_DXFER_FROM_DEV, .length = 96, .flags = flags});
    ASSERT_TRUE(done) << flags;
    EXPECT_EQ(done->data_in.size(), 36U) << flags;
    EXPECT_EQ(done->reply.info, unsigned{SG_INFO_OK}) << flags;
  }
}

// scsi_cmd_allowed.
TEST(SgIo, unprivileged_caller_may_not_send_everything) {
  Sr reader(O_RDONLY | O_NONBLOCK);
  Sr writer;
  reader.is_privileged = writer.is_privileged = false;
  EXPECT_EQ(reader.refused(read_a_block, reading(2048)), 0);
  EXPECT_EQ(reader.refused(blank_disc), EPERM);
  EXPECT_EQ(writer.refused(blank_disc), 0);
  EXPECT_EQ(writer.refused(vendor_command), EPERM);
  writer.is_privileged = true;
  EXPECT_EQ(writer.refused(vendor_command), 0);
}

// drivers/scsi/sg.c, sg_ioctl_common leaves it to scsi_ioctl, but not of a file that was not opened for both.
TEST(SendPacket, of_sg_follows_the_rules_of_every_device) {
  ScsiFile both(wire::Driver::sg);
  Header packet{.direction = unknown_direction, .length = 8, .request = 0x5393};
  EXPECT_EQ(both.refused(tur, packet), EINVAL);
  packet.length = 0;
  EXPECT_EQ(both.refused(tur, packet), 0);
  both.is_privileged = false;
  EXPECT_EQ(both.refused(vendor_command, packet), EPERM);
  ScsiFile reader(wire::Driver::sg, O_RDONLY | O_NONBLOCK);
  EXPECT_EQ(reader.refused(tur, packet), EPERM);
  both.drive->sever();
  EXPECT_EQ(both.refused(tur, packet), ENODEV);
}

// block/bsg.c, bsg_sg_io and bsg_ioctl.
TEST(SgIo, bsg_takes_no_other_structure_than_its_own) {
  ScsiFile bsg(wire::Driver::bsg);
  EXPECT_EQ(bsg.refused(tur), EINVAL);
  EXPECT_EQ(bsg.refused(tur, {.request = 0x5393}), ENOTTY);
}

}  // namespace
}  // namespace conformance::preload::kernel
