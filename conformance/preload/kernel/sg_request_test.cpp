// SG_IO of sg (Linux drivers/scsi/sg.c); the function of that file stands at each claim.
#include "conformance/preload/kernel/scsi_calls.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;
using std::chrono::milliseconds;

struct Sg : ScsiFile {
  explicit Sg(int flags = O_RDWR | O_NONBLOCK) : ScsiFile(wire::Driver::sg, flags) {}
};

constexpr const char* write_buffer = "3B 02 00 00 00 00 00 00 05 00";
constexpr const char* read_buffer = "3C 02 00 00 00 00 00 00 08 00";

// sg_start_req: indirect I/O, so all that was asked for comes back, zeros where the drive sent nothing.
TEST(SgRequest, program_gets_as_many_bytes_as_it_asked_for) {
  Sg sg;
  const auto done = sg.send(inquiry_96, reading(96));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->data_in.size(), 96U);
  EXPECT_EQ(done->data_in[8], 'B');
  EXPECT_EQ(done->data_in[95], 0);
  EXPECT_EQ(done->reply.residual, 60);
  EXPECT_EQ(done->reply.info, unsigned{SG_INFO_OK});
}

// sg_link_reserve: the same buffer serves command after command, and what lay in it shows.
TEST(SgRequest, bytes_of_the_command_before_show_behind_short_data) {
  Sg sg;
  sg.drive->next(0x3C, {.data_in = base::ByteBuffer(8, 0xAA)});
  ASSERT_TRUE(sg.send(read_buffer, reading(8)));
  sg.drive->next(0x3C, {.data_in = base::ByteBuffer(2, 0xBB)});
  const auto done = sg.send(read_buffer, reading(8));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->data_in, (base::ByteBuffer{0xBB, 0xBB, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA}));
}

// sg_build_indirect: what does not fit the reserve buffer gets pages of its own, which are zeroed.
TEST(SgRequest, data_larger_than_the_reserve_buffer_begin_as_zeros) {
  Sg sg;
  const std::uint32_t size = sg.file.reserve.size() + 1;
  sg.drive->next(0x3C, {.data_in = base::ByteBuffer(size, 0xAA)});
  ASSERT_TRUE(sg.send(read_buffer, reading(size)));
  sg.drive->next(0x3C, {.data_in = base::ByteBuffer(1, 0xBB)});
  const auto done = sg.send(read_buffer, reading(size));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->data_in[0], 0xBB);
  EXPECT_EQ(done->data_in[1], 0);
}

TEST(SgRequest, data_goes_out_unchanged) {
  Sg sg;
  const base::ByteBuffer out{1, 2, 3, 4, 5};
  const auto done = sg.send(write_buffer, writing(5), out);
  ASSERT_TRUE(done);
  EXPECT_EQ(sg.drive->buffer(), out);
  EXPECT_TRUE(done->data_in.empty());
}

// sg_start_req, rq_map_data.from_user: made for drives whose shortage of data nobody sees.
TEST(SgRequest, both_directions_at_once_read_over_the_programs_bytes) {
  Sg sg;
  sg.drive->next(0x3C, {.data_in = base::ByteBuffer(2, 0xBB)});
  const base::ByteBuffer memory{1, 2, 3, 4};
  const auto done = sg.send(read_buffer, {.direction = SG_DXFER_TO_FROM_DEV, .length = 4}, memory);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->data_in, (base::ByteBuffer{0xBB, 0xBB, 3, 4}));
  EXPECT_EQ(sg.refused(read_buffer, {.direction = SG_DXFER_TO_FROM_DEV, .length = 4, .has_data = false}), EFAULT);
}

// sg_start_req: only SG_DXFER_NONE has no data, and everything that is not SG_DXFER_TO_DEV reads.
TEST(SgRequest, unknown_direction_reads_and_none_has_no_data) {
  Sg sg;
  for (const int direction : {unknown_direction, 7}) {
    ASSERT_TRUE(sg.send(inquiry_96, {.direction = direction, .length = 36})) << direction;
    EXPECT_EQ(sg.drive->last().direction, scsi::Direction::from_drive);
    EXPECT_EQ(sg.drive->last().room, 36U);
  }
  const auto none = sg.send(inquiry_96, {.direction = SG_DXFER_NONE, .length = 36});
  ASSERT_TRUE(none);
  EXPECT_EQ(sg.drive->last().direction, scsi::Direction::none);
  EXPECT_TRUE(none->data_in.empty());
}

// sg_start_req, rq_map_data.null_mapped: the data stay in sg's buffer.
TEST(SgRequest, transfer_without_memory_stays_in_the_buffer) {
  Sg sg;
  sg.drive->next(0x3C, {.data_in = base::ByteBuffer(5, 0xAA)});
  const auto read = sg.send(read_buffer, {.direction = SG_DXFER_FROM_DEV, .length = 5, .has_data = false});
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->data_in.empty());
  ASSERT_TRUE(sg.send(write_buffer, {.direction = SG_DXFER_TO_DEV, .length = 5, .has_data = false}));
  EXPECT_EQ(sg.drive->buffer(), base::ByteBuffer(5, 0xAA));
}

// sg_new_write.
TEST(SgRequest, mapped_transfer_has_to_fit_the_reserve_buffer_and_to_have_it) {
  Sg sg;
  const std::uint32_t size = sg.file.reserve.size();
  const Header fits{.direction = SG_DXFER_FROM_DEV, .length = size, .flags = mapped_flag, .has_data = false};
  Header header = fits;
  EXPECT_EQ(sg.refused(inquiry_96, header), 0);
  header.length = size + 1;
  EXPECT_EQ(sg.refused(inquiry_96, header), ENOMEM);
  header = fits;
  header.flags = mapped_flag | SG_FLAG_DIRECT_IO;
  EXPECT_EQ(sg.refused(inquiry_96, header), EINVAL);
  ASSERT_TRUE(sg.file.reserve.take());
  EXPECT_EQ(sg.refused(inquiry_96, fits), EBUSY);
  EXPECT_EQ(sg.refused(inquiry_96, reading(96)), 0) << "others get memory of their own meanwhile";
  sg.file.reserve.give_back();
  EXPECT_EQ(sg.refused(inquiry_96, fits), 0);
}

// /proc/scsi/sg/allow_dio is 0, so direct I/O falls back; sg_new_write knows none of the others.
TEST(SgRequest, other_flags_change_nothing) {
  Sg sg;
  for (const unsigned flags :
       {unsigned{SG_FLAG_DIRECT_IO}, unsigned{SG_FLAG_LUN_INHIBIT}, 0x10U, 0x20U, unsigned{SG_FLAG_NO_DXFER}}) {
    const auto done = sg.send("12 00 00 00 24 00", {.direction = SG_DXFER_FROM_DEV, .length = 36, .flags = flags});
    ASSERT_TRUE(done) << flags;
    EXPECT_EQ(done->data_in.size(), 36U) << flags;
    EXPECT_EQ(done->reply.info & SG_INFO_DIRECT_IO_MASK, unsigned{SG_INFO_INDIRECT_IO}) << flags;
  }
}

// sg_new_read: eight bytes of sense data at least, and the driver status only for those who have room for them.
TEST(SgRequest, driver_status_and_sense_data_need_room) {
  Sg sg;
  sg.drive->always(0x00, FakeDrive::refused(0x02, 0x3A, 0x01));
  const auto told = sg.send(tur);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->reply.driver_status, 8);
  EXPECT_EQ(told->reply.sense_bytes, 18);
  const auto untold = sg.send(tur, {.sense_room = 0});
  ASSERT_TRUE(untold);
  EXPECT_EQ(untold->reply.driver_status, 0);
  EXPECT_EQ(untold->reply.sense_bytes, 0);
  EXPECT_EQ(untold->reply.status, scsi::check_condition);
  EXPECT_EQ(untold->reply.info, unsigned{SG_INFO_CHECK});
  sg.drive->always(0x00, {.status = scsi::check_condition});
  EXPECT_EQ(sg.send(tur)->reply.sense_bytes, 8);
}

// sg_new_write, sg_common_write and sg_start_req, in that order.
TEST(SgRequest, refusals_come_in_the_kernels_order) {
  Sg sg(O_RDONLY | O_NONBLOCK);
  sg.is_privileged = false;
  const std::uint32_t most = sg.drive->largest_transfer();
  constexpr std::uint32_t quarter_gibibyte = 256U << 20;
  EXPECT_EQ(sg.refused(tur, {.flags = mapped_flag | SG_FLAG_DIRECT_IO, .interface_id = 'Q'}), ENOSYS);
  EXPECT_EQ(sg.refused("FF", {.flags = mapped_flag | SG_FLAG_DIRECT_IO}), EINVAL);
  EXPECT_EQ(sg.refused("FF 00 00 00 00"), EMSGSIZE);
  EXPECT_EQ(sg.refused(std::string(253 * 2, '0')), EMSGSIZE);
  EXPECT_EQ(sg.refused(vendor_command, {.has_cdb = false}), EMSGSIZE);
  EXPECT_EQ(sg.refused(vendor_command, reading(quarter_gibibyte)), EPERM);
  EXPECT_EQ(sg.refused(inquiry_96, reading(quarter_gibibyte)), EINVAL);
  EXPECT_EQ(sg.refused(std::string(33 * 2, '0')), EINVAL);
  EXPECT_EQ(sg.refused(inquiry_96, reading(4 * most + 1)), ENOMEM);
  EXPECT_EQ(sg.refused(inquiry_96, reading(most + 1)), EINVAL);
  EXPECT_TRUE(sg.drive->take_log().empty());
  EXPECT_EQ(sg.refused(inquiry_96, reading(most)), 0);
}

// blk_rq_map_user_io of block/blk-map.c.
TEST(SgRequest, list_shortens_the_transfer_and_has_to_be_one) {
  Sg sg;
  const auto done =
      sg.send(inquiry_96, {.direction = SG_DXFER_FROM_DEV, .length = 96, .list_parts = 2, .list_bytes = 20});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->data_in.size(), 20U);
  EXPECT_EQ(sg.drive->last().room, 20U);
  EXPECT_EQ(sg.refused(inquiry_96, {.direction = SG_DXFER_FROM_DEV, .length = 96, .list_parts = 1}), EINVAL);
  EXPECT_EQ(
      sg.refused(inquiry_96, {.direction = SG_DXFER_FROM_DEV, .length = 96, .list_parts = 2000, .list_error = EINVAL}),
      EINVAL);
}

// sg_new_write has no shortest time-out; without one the queue's holds (SR_TIMEOUT).
TEST(SgRequest, time_out_is_the_programs_or_half_a_minute) {
  Sg sg;
  ASSERT_TRUE(sg.send(tur, {.timeout = 1}));
  EXPECT_EQ(sg.drive->last().timeout, milliseconds{1});
  ASSERT_TRUE(sg.send(tur, {.timeout = 0}));
  EXPECT_EQ(sg.drive->last().timeout, milliseconds{30'000});
}

// sg_ioctl_common: read_only is every file that was not opened for both.
TEST(SgRequest, everything_may_be_sent_over_a_file_opened_for_both) {
  for (const int flags : {O_RDWR, O_RDONLY, O_WRONLY}) {
    Sg sg(flags);
    sg.is_privileged = false;
    EXPECT_EQ(sg.refused(vendor_command), flags == O_RDWR ? 0 : EPERM) << flags;
    EXPECT_EQ(sg.refused(blank_disc), flags == O_RDONLY ? EPERM : 0) << flags;
  }
}

// sg_ioctl_common, where sr says ENODEV.
TEST(SgRequest, drive_that_was_lost_is_no_device_or_address) {
  Sg sg;
  sg.drive->sever();
  EXPECT_EQ(sg.refused(tur), ENXIO);
}

}  // namespace
}  // namespace conformance::preload::kernel
