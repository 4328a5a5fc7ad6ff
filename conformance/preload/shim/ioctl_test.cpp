// Requests to a drive under the shim: what lies in the caller's memory before and after.
#include <linux/bsg.h>
#include <linux/cdrom.h>
#include <linux/fs.h>

#include <cstring>

#include "conformance/preload/shim/under_shim.h"

namespace conformance::preload::shim {
namespace {

constexpr int unknown_direction = -5;  // SG_DXFER_UNKNOWN
const Bytes write_buffer{0x3B, 2, 0, 0, 0, 0, 0, 0, 8, 0};
const Bytes read_buffer{0x3C, 2, 0, 0, 0, 0, 0, 0, 8, 0};

TEST(SgIo, data_goes_to_the_drive_and_comes_back) {
  const File file("/dev/sr0");
  Bytes out{1, 2, 3, 4, 5, 6, 7, 8};
  Command to(write_buffer);
  ASSERT_EQ(to.transfer(SG_DXFER_TO_DEV, out.data(), 8).send(file.get()), 0);
  EXPECT_EQ(to.header.status, 0);
  EXPECT_EQ(to.header.info & SG_INFO_OK_MASK, SG_INFO_OK);
  Bytes in(12, 0xEE);
  Command from(read_buffer);
  ASSERT_EQ(from.transfer(SG_DXFER_FROM_DEV, in.data(), 12).send(file.get()), 0);
  EXPECT_EQ(from.header.resid, 4);
  EXPECT_EQ(in, (Bytes{1, 2, 3, 4, 5, 6, 7, 8, 0xEE, 0xEE, 0xEE, 0xEE})) << "what did not come is left alone";
}

TEST(SgIo, scatter_lists_are_gathered_and_filled_in_order) {
  for (const char* path : {"/dev/sr0", "/dev/sg0"}) {
    const File file(path);
    Bytes head{10, 11, 12};
    Bytes tail{13, 14, 15, 16, 17, 99};
    std::array<sg_iovec_t, 3> list{sg_iovec_t{head.data(), 3}, sg_iovec_t{nullptr, 0}, sg_iovec_t{tail.data(), 6}};
    Command to(write_buffer);
    to.transfer(SG_DXFER_TO_DEV, list.data(), 8).header.iovec_count = list.size();
    ASSERT_EQ(to.send(file.get()), 0);
    Bytes first(5, 0xEE);
    Bytes second(3, 0xEE);
    std::array<sg_iovec_t, 2> room{sg_iovec_t{first.data(), 5}, sg_iovec_t{second.data(), 3}};
    Command from(read_buffer);
    from.transfer(SG_DXFER_FROM_DEV, room.data(), 8).header.iovec_count = room.size();
    ASSERT_EQ(from.send(file.get()), 0);
    EXPECT_EQ(first, (Bytes{10, 11, 12, 13, 14}));
    EXPECT_EQ(second, (Bytes{15, 16, 17}));
  }
}

TEST(SgIo, short_scatter_list_shortens_the_transfer) {
  const File file("/dev/sr0");
  Bytes part(4, 0xEE);
  std::array<sg_iovec_t, 1> list{sg_iovec_t{part.data(), 4}};
  Command from(inquiry);
  from.transfer(SG_DXFER_FROM_DEV, list.data(), 36).header.iovec_count = 1;
  ASSERT_EQ(from.send(file.get()), 0);
  EXPECT_EQ(part, (Bytes{0x05, 0x80, 0x05, 0x02}));
}

TEST(SgIo, both_directions_at_once_read) {
  const File file("/dev/sg0");
  Bytes data(36, 0xEE);
  Command command(inquiry);
  ASSERT_EQ(command.transfer(SG_DXFER_TO_FROM_DEV, data.data(), 36).send(file.get()), 0);
  EXPECT_EQ(data[8], 'B');
}

TEST(SgIo, directions_without_data_of_sr_and_sg) {
  const File sr("/dev/sr0");
  const File sg("/dev/sg0");
  Bytes data(8, 0xEE);
  for (const int direction : {SG_DXFER_NONE, unknown_direction}) {
    Command plain(test_unit_ready);
    EXPECT_EQ(plain.transfer(direction, nullptr, 0).send(sr.get()), 0);
    Command refused(test_unit_ready);
    EXPECT_EQ(error_of(refused.transfer(direction, data.data(), 8).send(sr.get())), EINVAL);
    Command taken(test_unit_ready);
    EXPECT_EQ(taken.transfer(direction, data.data(), 8).send(sg.get()), 0);
    EXPECT_EQ(data, Bytes(8, 0xEE));
  }
}

TEST(SgIo, sense_is_cut_to_the_callers_room) {
  const File file("/dev/sr0");
  Command whole({0x28, 0, 0, 0, 1, 0, 0, 0, 1, 0});  // an address behind the end
  Bytes data(2048);
  ASSERT_EQ(whole.transfer(SG_DXFER_FROM_DEV, data.data(), 2048).send(file.get()), 0);
  EXPECT_EQ(whole.header.status, 2);
  EXPECT_EQ(whole.header.masked_status, 1);
  EXPECT_EQ(whole.header.driver_status, 8);
  EXPECT_EQ(whole.header.host_status, 0);
  EXPECT_EQ(whole.header.info & SG_INFO_OK_MASK, SG_INFO_CHECK);
  EXPECT_EQ(whole.header.sb_len_wr, 18);
  EXPECT_EQ(whole.sense[2] & 0xF, 5);
  EXPECT_EQ(whole.sense[12], 0x21);
  Command cut({0x28, 0, 0, 0, 1, 0, 0, 0, 1, 0});
  cut.transfer(SG_DXFER_FROM_DEV, data.data(), 2048);
  cut.header.mx_sb_len = 4;
  cut.sense.fill(0xEE);
  ASSERT_EQ(cut.send(file.get()), 0);
  EXPECT_EQ(cut.header.sb_len_wr, 4);
  EXPECT_EQ(cut.sense[4], 0xEE);
  Command none({0x28, 0, 0, 0, 1, 0, 0, 0, 1, 0});
  none.transfer(SG_DXFER_FROM_DEV, data.data(), 2048);
  none.header.sbp = nullptr;
  ASSERT_EQ(none.send(file.get()), 0);
  EXPECT_EQ(none.header.sb_len_wr, 0);
}

TEST(SgIo, other_interfaces_are_refused_as_each_driver_does) {
  const File sr("/dev/sr0");
  const File sg("/dev/sg0");
  sg_io_v4 version_4{};
  version_4.guard = 'Q';
  // Version 4 belongs to /dev/bsg, which no burner opens: Decision 12.
  EXPECT_EQ(error_of(ioctl(sr.get(), SG_IO, &version_4)), EINVAL);
  EXPECT_EQ(error_of(ioctl(sg.get(), SG_IO, &version_4)), ENOSYS);
  EXPECT_EQ(error_of(ioctl(sr.get(), SG_IO, nullptr)), EFAULT);
  Command without_command(test_unit_ready);
  without_command.header.cmdp = nullptr;
  EXPECT_EQ(error_of(without_command.send(sr.get())), EMSGSIZE);
  Command without_memory(inquiry);
  EXPECT_EQ(error_of(without_memory.transfer(SG_DXFER_FROM_DEV, nullptr, 36).send(sr.get())), EINVAL);
}

TEST(SendPacket, carries_data_sense_and_residual) {
  const File file("/dev/sr0");
  Bytes data(64, 0xEE);
  request_sense sense{};
  cdrom_generic_command packet{};
  packet.cmd[0] = 0x12;
  packet.cmd[4] = 64;
  packet.buffer = data.data();
  packet.buflen = 64;
  packet.sense = &sense;
  packet.data_direction = CGC_DATA_READ;
  packet.timeout = 2000;
  ASSERT_EQ(ioctl(file.get(), CDROM_SEND_PACKET, &packet), 0);
  EXPECT_EQ(packet.buflen, 28U) << "the residual";
  EXPECT_EQ(data[8], 'B');
  packet = {};
  packet.cmd[0] = 0x28;
  packet.cmd[4] = 1;
  packet.cmd[8] = 1;
  packet.buffer = data.data();
  packet.buflen = 64;
  packet.sense = &sense;
  packet.data_direction = CGC_DATA_READ;
  EXPECT_EQ(error_of(ioctl(file.get(), CDROM_SEND_PACKET, &packet)), EIO);
  EXPECT_EQ(sense.sense_key, 5);
  EXPECT_EQ(sense.asc, 0x21);
  packet.data_direction = 9;
  EXPECT_EQ(error_of(ioctl(file.get(), CDROM_SEND_PACKET, &packet)), EINVAL);
  EXPECT_EQ(error_of(ioctl(file.get(), CDROM_SEND_PACKET, nullptr)), EFAULT);
}

TEST(Requests, fill_the_callers_structures) {
  const File file("/dev/sr0", O_RDONLY | O_NONBLOCK);
  cdrom_tocentry lead_out{.cdte_track = CDROM_LEADOUT, .cdte_format = CDROM_LBA};
  ASSERT_EQ(ioctl(file.get(), CDROMREADTOCENTRY, &lead_out), 0);
  EXPECT_EQ(lead_out.cdte_addr.lba, 100);
  std::uint64_t bytes = 0;
  ASSERT_EQ(ioctl(file.get(), BLKGETSIZE64, &bytes), 0);
  EXPECT_EQ(bytes, 100U * 2048);
  unsigned long sectors = 0;
  ASSERT_EQ(ioctl(file.get(), BLKGETSIZE, &sectors), 0);
  EXPECT_EQ(sectors, 400U);
  EXPECT_EQ(ioctl(file.get(), CDROM_DRIVE_STATUS, CDSL_CURRENT), CDS_DISC_OK);
  EXPECT_EQ(error_of(ioctl(file.get(), CDROMREADTOCENTRY, nullptr)), EFAULT);
  EXPECT_EQ(error_of(ioctl(file.get(), 0xDEAD, nullptr)), EINVAL);
  const File sg("/dev/sg1");
  int version = 0;
  ASSERT_EQ(ioctl(sg.get(), SG_GET_VERSION_NUM, &version), 0);
  EXPECT_EQ(version, 30536);
  sg_scsi_id id{};
  ASSERT_EQ(ioctl(sg.get(), SG_GET_SCSI_ID, &id), 0);
  EXPECT_EQ(id.host_no, 1);
  EXPECT_EQ(id.scsi_type, 5);
}

TEST(Requests, close_on_exec_by_ioctl) {
  const File file("/dev/sr0");
  ASSERT_EQ(ioctl(file.get(), FIOCLEX), 0);
  EXPECT_EQ(fcntl(file.get(), F_GETFD), FD_CLOEXEC);
  ASSERT_EQ(ioctl(file.get(), FIONCLEX), 0);
  EXPECT_EQ(fcntl(file.get(), F_GETFD), 0);
}

}  // namespace
}  // namespace conformance::preload::shim
