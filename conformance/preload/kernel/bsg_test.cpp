// /dev/bsg/* (Linux block/bsg.c and drivers/scsi/scsi_bsg.c); the function stands at each claim.
#include "conformance/preload/kernel/bsg.h"

#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <unistd.h>

#include <climits>

#include "conformance/preload/kernel/block.h"
#include "conformance/preload/kernel/scsi_calls.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;
using std::chrono::milliseconds;

constexpr std::uint64_t somewhere = 0x1000;  // an address that nobody follows here

struct Bsg : FakeFile {
  explicit Bsg(int flags = O_RDWR) : FakeFile(wire::Driver::bsg, flags) {}

  // A header for the command; the rest is the test's.
  static sg_io_v4 header(std::string_view cdb_hex) {
    sg_io_v4 made{};
    made.guard = 'Q';
    made.request_len = static_cast<std::uint32_t>(base::parse_hex(cdb_hex).value().size());
    made.request = somewhere;
    made.response = somewhere;
    made.max_response_len = 64;
    made.timeout = 20'000;
    return made;
  }
  static sg_io_v4 reading(std::string_view cdb_hex, std::uint32_t length) {
    sg_io_v4 made = header(cdb_hex);
    made.din_xferp = somewhere;
    made.din_xfer_len = length;
    return made;
  }
  std::expected<ScsiV4Done, Errno> send(const sg_io_v4& header, std::string_view cdb_hex, base::Bytes out = {}) {
    const auto cdb = base::parse_hex(cdb_hex).value();
    return execute_v4(file, {.header = header, .cdb = cdb, .data_out = out, .is_privileged = is_privileged});
  }
  Errno refused(const sg_io_v4& header, std::string_view cdb_hex = tur) {
    const auto done = send(header, cdb_hex);
    return done ? 0 : done.error();
  }
  bool is_privileged{true};
};

// scsi_bsg_sg_io_fn.
TEST(ScsiV4, data_come_in_with_their_residual) {
  Bsg bsg;
  const auto done = bsg.send(Bsg::reading(inquiry_96, 96), inquiry_96);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->data_in.size(), 36U) << "the rest of the program's memory is left alone";
  EXPECT_EQ(done->reply.header.din_resid, 60);
  EXPECT_EQ(done->reply.header.dout_resid, 0);
  EXPECT_EQ(done->reply.header.device_status, 0U);
  EXPECT_EQ(done->reply.header.info, 0U);
}

// scsi_bsg_sg_io_fn.
TEST(ScsiV4, data_go_out_with_their_residual) {
  Bsg bsg;
  constexpr const char* write_buffer = "3B 02 00 00 00 00 00 00 05 00";
  const base::ByteBuffer out{1, 2, 3, 4, 5};
  sg_io_v4 header = Bsg::header(write_buffer);
  header.dout_xferp = somewhere;
  header.dout_xfer_len = 5;
  ASSERT_TRUE(bsg.send(header, write_buffer, out));
  EXPECT_EQ(bsg.drive->buffer(), out);
  bsg.drive->next(0x3B, {.residual = 2});
  const auto done = bsg.send(header, write_buffer, out);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->reply.header.dout_resid, 2);
  EXPECT_EQ(done->reply.header.din_resid, 0);
}

// scsi_bsg_sg_io_fn writes these fields and no others; the duration is one of the others.
TEST(ScsiV4, what_the_driver_does_not_tell_stays_the_programs) {
  Bsg bsg;
  sg_io_v4 header = Bsg::header(tur);
  header.duration = 77;
  header.retry_delay = 78;
  header.generated_tag = 79;
  header.usr_ptr = 80;
  header.dout_resid = 81;
  bsg.drive->next(0x00, {.duration = std::chrono::seconds{3}});
  const auto done = bsg.send(header, tur);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->reply.header.duration, 77U);
  EXPECT_EQ(done->reply.header.retry_delay, 78U);
  EXPECT_EQ(done->reply.header.generated_tag, 79U);
  EXPECT_EQ(done->reply.header.usr_ptr, 80U);
  EXPECT_EQ(done->reply.header.dout_resid, 81);
  EXPECT_EQ(done->reply.header.din_resid, 0) << "a command without data counts as reading";
}

// scsi_bsg_sg_io_fn.
TEST(ScsiV4, check_condition_fills_the_response) {
  Bsg bsg;
  bsg.drive->always(0x00, FakeDrive::refused(0x02, 0x3A, 0x01));
  sg_io_v4 header = Bsg::header(tur);
  const auto whole = bsg.send(header, tur);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->reply.header.device_status, 2U);
  EXPECT_EQ(whole->reply.header.driver_status, 8U);
  EXPECT_EQ(whole->reply.header.transport_status, 0U);
  EXPECT_EQ(whole->reply.header.info, unsigned{SG_INFO_CHECK});
  EXPECT_EQ(whole->reply.header.response_len, 18U);
  EXPECT_EQ(whole->reply.sense[12], 0x3A);
  header.max_response_len = 4;
  EXPECT_EQ(bsg.send(header, tur)->reply.header.response_len, 4U);
  header.response = 0;
  const auto untold = bsg.send(header, tur);
  EXPECT_EQ(untold->reply.header.response_len, 0U);
  EXPECT_EQ(untold->reply.header.driver_status, 8U);
}

// scsi_queue_rq: an offline device ends its requests; bsg does not ask before, as sr and sg do.
TEST(ScsiV4, lost_drive_is_a_transport_status) {
  Bsg bsg;
  bsg.drive->next(0x00, {.host = scsi::HostStatus::transport_disrupted});
  EXPECT_EQ(bsg.send(Bsg::header(tur), tur)->reply.header.transport_status, 0x0EU);
  bsg.drive->sever();
  const auto done = bsg.send(Bsg::reading(inquiry_96, 96), inquiry_96);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->reply.header.transport_status, 0x01U);
  EXPECT_EQ(done->reply.header.device_status, 0U);
  EXPECT_EQ(done->reply.header.din_resid, 96);
  EXPECT_EQ(done->reply.header.info, unsigned{SG_INFO_CHECK});
}

// bsg_sg_io, scsi_bsg_sg_io_fn and blk_rq_map_user, in that order.
TEST(ScsiV4, refusals_come_in_the_kernels_order) {
  Bsg bsg(O_RDONLY);
  bsg.is_privileged = false;
  const std::string too_long(33 * 2, '0');
  sg_io_v4 header = Bsg::header(too_long);
  header.guard = 'S';
  header.protocol = 1;
  EXPECT_EQ(bsg.refused(header, too_long), EINVAL);
  header.guard = 'Q';
  header.din_xfer_len = header.dout_xfer_len = 8;
  EXPECT_EQ(bsg.refused(header, too_long), EINVAL) << "another protocol";
  header.protocol = 0;
  header.subprotocol = BSG_SUB_PROTOCOL_SCSI_TMF;
  EXPECT_EQ(bsg.refused(header, too_long), EINVAL) << "a task management function";
  header.subprotocol = 0;
  EXPECT_EQ(bsg.refused(header, too_long), EOPNOTSUPP) << "both directions";
  header.dout_xfer_len = 0;
  EXPECT_EQ(bsg.refused(header, too_long), EINVAL) << "a CDB of 33 bytes";
  header = Bsg::reading(vendor_command, 8);
  header.request = 0;
  EXPECT_EQ(bsg.refused(header, vendor_command), EFAULT);
  header.request = somewhere;
  header.din_xferp = 0;
  EXPECT_EQ(bsg.refused(header, vendor_command), EPERM);
  header = Bsg::reading(inquiry_96, 8);
  header.din_xferp = 0;
  EXPECT_EQ(bsg.refused(header, inquiry_96), EFAULT);
  header = Bsg::reading(inquiry_96, bsg.drive->largest_transfer() + 1);
  EXPECT_EQ(bsg.refused(header, inquiry_96), EINVAL);
  EXPECT_TRUE(bsg.drive->take_log().empty());
}

// scsi_cmd_allowed, whatever the file was opened for: sg's freedom is sg's alone.
TEST(ScsiV4, unprivileged_caller_may_not_send_everything) {
  Bsg reader(O_RDONLY);
  Bsg both(O_RDWR);
  reader.is_privileged = both.is_privileged = false;
  EXPECT_EQ(reader.refused(Bsg::header(tur), tur), 0);
  EXPECT_EQ(reader.refused(Bsg::header(blank_disc), blank_disc), EPERM);
  EXPECT_EQ(both.refused(Bsg::header(blank_disc), blank_disc), 0);
  EXPECT_EQ(both.refused(Bsg::header(vendor_command), vendor_command), EPERM);
}

// scsi_bsg_sg_io_fn: no length is too short, and the command begins as zeros.
TEST(ScsiV4, no_cdb_asks_whether_the_unit_is_ready) {
  Bsg bsg;
  EXPECT_EQ(bsg.refused(Bsg::header(""), ""), 0);
  EXPECT_EQ(bsg.drive->take_log(), std::vector<std::string>{tur});
}

// scsi_bsg_sg_io_fn uses both addresses as plain memory.
TEST(ScsiV4, lists_of_parts_are_not_looked_at) {
  Bsg bsg;
  sg_io_v4 header = Bsg::reading(inquiry_96, 36);
  header.din_iovec_count = 3;
  header.dout_iovec_count = 5;
  ASSERT_TRUE(bsg.send(header, inquiry_96));
  EXPECT_EQ(bsg.drive->last().room, 36U);
}

// bsg_timeout.
TEST(ScsiV4, time_out_is_the_programs_the_drives_or_a_minute_and_seven_seconds_at_least) {
  Bsg bsg;
  const auto timeout_of = [&](std::uint32_t asked) {
    sg_io_v4 header = Bsg::header(tur);
    header.timeout = asked;
    EXPECT_TRUE(bsg.send(header, tur));
    return bsg.drive->last().timeout;
  };
  EXPECT_EQ(timeout_of(0), milliseconds{60'000});
  EXPECT_EQ(timeout_of(5), milliseconds{7'000});
  EXPECT_EQ(timeout_of(90'000), milliseconds{90'000});
  ASSERT_TRUE(bsg.ask_with(SG_SET_TIMEOUT, 1'000));
  EXPECT_EQ(timeout_of(0), milliseconds{10'000});
}

// bsg_ioctl.
TEST(BsgIoctl, answers_are_the_drivers_own) {
  Bsg bsg;
  EXPECT_EQ(FakeFile::value_of<int>(bsg.ask(SG_GET_VERSION_NUM)), 30527);
  EXPECT_EQ(FakeFile::value_of<int>(bsg.ask(SG_GET_COMMAND_Q)), 64);
  EXPECT_EQ(bsg.ask(SG_GET_TIMEOUT)->value, 0);
  EXPECT_EQ(FakeFile::value_of<int>(bsg.ask(SG_GET_RESERVED_SIZE)), 1 << 20) << "INT_MAX, cut to the largest transfer";
  EXPECT_EQ(FakeFile::value_of<int>(bsg.ask(SG_EMULATED_HOST)), 1);
  EXPECT_EQ(FakeFile::value_of<int>(bsg.ask(SCSI_IOCTL_GET_IDLUN)), 0);
  EXPECT_EQ(FakeFile::value_of<int>(bsg.ask(SCSI_IOCTL_GET_BUS_NUMBER)), 0);
  EXPECT_EQ(FakeFile::error_of(bsg.ask(SCSI_IOCTL_SEND_COMMAND)), EINVAL);
  for (const unsigned long request : {0x5401UL, 0x2276UL, 0x5382UL + 0x1000}) {
    EXPECT_EQ(FakeFile::error_of(bsg.ask(request)), ENOTTY) << request;
  }
}

// bsg_ioctl.
TEST(BsgIoctl, settings_belong_to_the_drive) {
  Bsg bsg;
  OpenFile other(*bsg.device, wire::Driver::bsg, O_RDONLY);
  ASSERT_TRUE(bsg.ask_with(SG_SET_COMMAND_Q, 7));
  ASSERT_TRUE(bsg.ask_with(SG_SET_TIMEOUT, 1234));
  ASSERT_TRUE(bsg.ask_with(SG_SET_RESERVED_SIZE, 4097));
  EXPECT_EQ(FakeFile::value_of<int>(control(other, {.request = SG_GET_COMMAND_Q})), 7);
  EXPECT_EQ(control(other, {.request = SG_GET_TIMEOUT})->value, 1234);
  EXPECT_EQ(FakeFile::value_of<int>(control(other, {.request = SG_GET_RESERVED_SIZE})), 4097) << "nothing is rounded";
  EXPECT_EQ(FakeFile::error_of(bsg.ask_with(SG_SET_COMMAND_Q, 0)), EINVAL);
  EXPECT_EQ(FakeFile::error_of(bsg.ask_with(SG_SET_RESERVED_SIZE, -1)), EINVAL);
  ASSERT_TRUE(bsg.ask_with(SG_SET_RESERVED_SIZE, INT_MAX));
  EXPECT_EQ(FakeFile::value_of<int>(bsg.ask(SG_GET_RESERVED_SIZE)), 1 << 20);
}

// bsg_fops has no function to read or write, and default_llseek of fs/read_write.c.
TEST(BsgFile, has_a_position_and_nothing_to_read_or_write) {
  Bsg bsg;
  EXPECT_EQ(read_on(bsg.file, 10).error(), EINVAL);
  EXPECT_EQ(read_at(bsg.file, 0, 10).error(), EINVAL);
  EXPECT_EQ(write(bsg.file, base::ByteBuffer{1}, -1).error(), EINVAL);
  EXPECT_EQ(seek(bsg.file, 5, SEEK_SET).value(), 5);
  EXPECT_EQ(seek(bsg.file, 2, SEEK_CUR).value(), 7);
  EXPECT_EQ(seek(bsg.file, 3, SEEK_END).value(), 3);
  EXPECT_EQ(seek(bsg.file, -1, SEEK_SET).error(), EINVAL);
  EXPECT_EQ(seek(bsg.file, 0, SEEK_HOLE).error(), ENXIO);
  EXPECT_EQ(seek(bsg.file, 0, SEEK_DATA).error(), ENXIO);
}

}  // namespace
}  // namespace conformance::preload::kernel
