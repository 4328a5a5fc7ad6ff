// Requests to a drive under the shim: what lies in the caller's memory before and after.
#include <linux/bsg.h>
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

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
  for (const int direction : {SG_DXFER_NONE, unknown_direction}) {
    Bytes data(8, 0xEE);
    Command plain(test_unit_ready);
    EXPECT_EQ(plain.transfer(direction, nullptr, 0).send(sr.get()), 0);
    Command refused(test_unit_ready);
    EXPECT_EQ(error_of(refused.transfer(direction, data.data(), 8).send(sr.get())), EINVAL);
    Command taken(test_unit_ready);
    EXPECT_EQ(taken.transfer(direction, data.data(), 8).send(sg.get()), 0);
    // Linux drivers/scsi/sg.c, sg_start_req: whatever is not SG_DXFER_NONE brings sg's buffer.
    EXPECT_EQ(data, direction == SG_DXFER_NONE ? Bytes(8, 0xEE) : Bytes(8, 0));
  }
}

// The same: sr fills what came, sg all that was asked for.
TEST(SgIo, short_data_leave_the_rest_of_the_memory_to_sr_and_not_to_sg) {
  for (const auto& [path, rest] : {std::pair{"/dev/sr0", 0xEE}, {"/dev/sg0", 0x00}}) {
    const File file(path);
    Bytes data(40, 0xEE);
    Command command({0x12, 0, 0, 0, 40, 0});
    ASSERT_EQ(command.transfer(SG_DXFER_FROM_DEV, data.data(), 40).send(file.get()), 0);
    EXPECT_EQ(command.header.resid, 4) << path;
    EXPECT_EQ(data[36], rest) << path;
    Bytes head(30, 0xEE);
    Bytes tail(10, 0xEE);
    std::array<sg_iovec_t, 2> list{sg_iovec_t{head.data(), 30}, sg_iovec_t{tail.data(), 10}};
    Command scattered({0x12, 0, 0, 0, 40, 0});
    scattered.transfer(SG_DXFER_FROM_DEV, list.data(), 40).header.iovec_count = 2;
    ASSERT_EQ(scattered.send(file.get()), 0);
    EXPECT_EQ(tail[5], data[35]) << path;
    EXPECT_EQ(tail[6], rest) << path;
  }
}

// Linux lib/iov_iter.c, import_iovec.
TEST(SgIo, list_that_is_none_is_refused) {
  for (const char* path : {"/dev/sr0", "/dev/sg0"}) {
    const File file(path);
    Bytes data(36);
    std::array<sg_iovec_t, 2> list{sg_iovec_t{data.data(), 36}, sg_iovec_t{nullptr, 1}};
    Command command(inquiry);
    const auto error_with = [&](void* memory, unsigned short count) {
      command.transfer(SG_DXFER_FROM_DEV, memory, 36).header.iovec_count = count;
      return error_of(command.send(file.get()));
    };
    EXPECT_EQ(error_with(list.data(), 2), EFAULT) << path;
    EXPECT_EQ(error_with(nullptr, 2), EFAULT) << path;
    list[1] = {data.data(), static_cast<std::size_t>(-1)};
    EXPECT_EQ(error_with(list.data(), 2), EINVAL) << path;
    list = {};
    EXPECT_EQ(error_with(list.data(), 2), EINVAL) << "nothing in it: " << path;
    const std::vector<sg_iovec_t> many(1025, sg_iovec_t{data.data(), 1});
    EXPECT_EQ(error_with(const_cast<sg_iovec_t*>(many.data()), 1025), EINVAL) << path;
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
  const File bsg("/dev/bsg/0:0:0:0", O_RDWR);
  // What these fields are in version 3 must not be followed: a list of 3 parts at address 9.
  sg_io_v4 version_4{};
  version_4.guard = 'Q';
  version_4.request_len = 3;
  version_4.request = 9;
  EXPECT_EQ(error_of(ioctl(sr.get(), SG_IO, &version_4)), EINVAL);
  EXPECT_EQ(error_of(ioctl(sg.get(), SG_IO, &version_4)), ENOSYS);
  Command version_3(test_unit_ready);
  EXPECT_EQ(error_of(version_3.send(bsg.get())), EINVAL);
  for (const File* file : {&sr, &sg, &bsg}) EXPECT_EQ(error_of(ioctl(file->get(), SG_IO, nullptr)), EFAULT);
}

TEST(SgIo, null_memory_is_refused_as_each_driver_does) {
  const File sr("/dev/sr0");
  const File sg("/dev/sg0");
  Command without_command(test_unit_ready);
  without_command.header.cmdp = nullptr;
  EXPECT_EQ(error_of(without_command.send(sr.get())), EFAULT);
  EXPECT_EQ(error_of(without_command.send(sg.get())), EMSGSIZE);
  Command without_memory(inquiry);
  without_memory.transfer(SG_DXFER_FROM_DEV, nullptr, 36);
  EXPECT_EQ(error_of(without_memory.send(sr.get())), EFAULT);
  EXPECT_EQ(without_memory.send(sg.get()), 0) << "the data stay in sg's buffer";
}

// Linux drivers/scsi/sg.c, sg_mmap and SG_FLAG_MMAP_IO.
TEST(SgIo, mapped_buffer_of_sg_takes_the_place_of_the_programs_memory) {
  constexpr unsigned mapped_flag = 4;
  const File sg("/dev/sg0");
  int size = 0;
  ASSERT_EQ(ioctl(sg.get(), SG_GET_RESERVED_SIZE, &size), 0);
  const auto length = static_cast<std::size_t>(size);
  EXPECT_EQ(mmap(nullptr, length + 1, PROT_READ, MAP_SHARED, sg.get(), 0), MAP_FAILED);
  EXPECT_EQ(errno, ENOMEM);
  EXPECT_EQ(mmap(nullptr, 4096, PROT_READ, MAP_SHARED, sg.get(), 4096), MAP_FAILED);
  EXPECT_EQ(errno, EINVAL);
  void* memory = mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, sg.get(), 0);
  ASSERT_NE(memory, MAP_FAILED);
  auto* const mapped = static_cast<unsigned char*>(memory);
  Command read(read_block(7));
  read.transfer(SG_DXFER_FROM_DEV, nullptr, 2048).header.flags = mapped_flag;
  ASSERT_EQ(read.send(sg.get()), 0);
  EXPECT_EQ(mapped[0], 7);
  EXPECT_EQ(mapped[2047], 7);
  std::memcpy(mapped, "from the", 8);
  Command write(write_buffer);
  write.transfer(SG_DXFER_TO_DEV, nullptr, 8).header.flags = mapped_flag;
  ASSERT_EQ(write.send(sg.get()), 0);
  Bytes back(8);
  const File sr("/dev/sr0");
  Command check(read_buffer);
  ASSERT_EQ(check.transfer(SG_DXFER_FROM_DEV, back.data(), 8).send(sr.get()), 0);
  EXPECT_EQ(std::memcmp(back.data(), "from the", 8), 0);
  EXPECT_EQ(exit_code_in_child([&] { return mapped[0] == 'f' ? 0 : 1; }), 0) << "shared with a child";
  munmap(memory, length);
}

// A header of version 4; the data are the test's.
struct CommandV4 {
  explicit CommandV4(Bytes bytes) : cdb(std::move(bytes)) {
    header.guard = 'Q';
    header.request_len = static_cast<unsigned>(cdb.size());
    header.request = address(cdb.data());
    header.response = address(sense.data());
    header.max_response_len = static_cast<unsigned>(sense.size());
    header.timeout = 20'000;
  }
  static std::uint64_t address(const void* memory) { return reinterpret_cast<std::uintptr_t>(memory); }
  int send(int descriptor) { return ioctl(descriptor, SG_IO, &header); }
  Bytes cdb;
  std::array<unsigned char, 32> sense{};
  sg_io_v4 header{};
};

TEST(SgIoV4, data_go_to_the_drive_and_come_back) {
  const File bsg("/dev/bsg/1:0:0:0", O_RDWR);
  Bytes out{8, 7, 6, 5, 4, 3, 2, 1};
  CommandV4 to(write_buffer);
  to.header.dout_xferp = CommandV4::address(out.data());
  to.header.dout_xfer_len = 8;
  ASSERT_EQ(to.send(bsg.get()), 0);
  EXPECT_EQ(to.header.device_status, 0U);
  Bytes in(12, 0xEE);
  CommandV4 from(read_buffer);
  from.header.din_xferp = CommandV4::address(in.data());
  from.header.din_xfer_len = 12;
  ASSERT_EQ(from.send(bsg.get()), 0);
  EXPECT_EQ(from.header.din_resid, 4);
  EXPECT_EQ(in, (Bytes{8, 7, 6, 5, 4, 3, 2, 1, 0xEE, 0xEE, 0xEE, 0xEE})) << "what did not come is left alone";
}

TEST(SgIoV4, sense_comes_into_the_response) {
  const File bsg("/dev/bsg/0:0:0:0", O_RDWR);
  Bytes data(2048);
  CommandV4 command({0x28, 0, 0, 0, 1, 0, 0, 0, 1, 0});  // an address behind the end
  command.header.din_xferp = CommandV4::address(data.data());
  command.header.din_xfer_len = 2048;
  command.header.duration = 99;
  command.sense.fill(0xEE);
  ASSERT_EQ(command.send(bsg.get()), 0);
  EXPECT_EQ(command.header.device_status, 2U);
  EXPECT_EQ(command.header.driver_status, 8U);
  EXPECT_EQ(command.header.response_len, 18U);
  EXPECT_EQ(command.sense[12], 0x21);
  EXPECT_EQ(command.sense[18], 0xEE);
  EXPECT_EQ(command.header.duration, 99U) << "which the kernel does not tell";
  command.header.max_response_len = 2;
  command.sense.fill(0xEE);
  ASSERT_EQ(command.send(bsg.get()), 0);
  EXPECT_EQ(command.header.response_len, 2U);
  EXPECT_EQ(command.sense[2], 0xEE);
}

TEST(SgIoV4, refusals_leave_the_structure_alone) {
  const File bsg("/dev/bsg/0:0:0:0", O_RDWR);
  CommandV4 command(test_unit_ready);
  command.header.protocol = 1;
  command.header.info = 55;
  EXPECT_EQ(error_of(command.send(bsg.get())), EINVAL);
  EXPECT_EQ(command.header.info, 55U);
  command.header.protocol = 0;
  command.header.request = 0;
  EXPECT_EQ(error_of(command.send(bsg.get())), EFAULT);
}

TEST(Bsg, is_a_device_file_of_its_own) {
  const File bsg("/dev/bsg/1:0:0:0", O_RDWR);
  struct stat status{};
  ASSERT_EQ(fstat(bsg.get(), &status), 0);
  EXPECT_TRUE(S_ISCHR(status.st_mode));
  EXPECT_EQ(minor(status.st_rdev), 1U);
  std::ifstream list("/proc/devices");
  const std::string text{std::istreambuf_iterator<char>(list), {}};
  EXPECT_NE(text.find(std::to_string(major(status.st_rdev)) + " bsg\n"), text.npos);
  struct stat named{};
  ASSERT_EQ(stat("/dev/bsg/1:0:0:0", &named), 0);
  EXPECT_EQ(named.st_rdev, status.st_rdev);
  EXPECT_EQ(error_of(open("/dev/bsg/2:0:0:0", O_RDWR)), ENOENT);
  int queue = 0;
  ASSERT_EQ(ioctl(bsg.get(), SG_GET_COMMAND_Q, &queue), 0);
  EXPECT_EQ(queue, 64);
  EXPECT_EQ(error_of(ioctl(bsg.get(), CDROM_SEND_PACKET, nullptr)), ENOTTY);
  EXPECT_EQ(error_of(ioctl(bsg.get(), CDROM_DRIVE_STATUS, 0)), ENOTTY);
  EXPECT_EQ(mmap(nullptr, 4096, PROT_READ, MAP_SHARED, bsg.get(), 0), MAP_FAILED);
  EXPECT_EQ(errno, ENODEV);
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
  packet.cmd[0] = 0x12;
  packet.buflen = 64;
  packet.data_direction = CGC_DATA_NONE;
  EXPECT_EQ(error_of(ioctl(file.get(), CDROM_SEND_PACKET, &packet)), EINVAL);
  // Linux drivers/scsi/scsi_ioctl.c, scsi_cdrom_send_packet: a refusal is written into the structure too.
  EXPECT_EQ(packet.stat, -EINVAL);
  EXPECT_EQ(packet.buflen, 0U);
  packet.buflen = 64;
  packet.buffer = nullptr;
  packet.data_direction = CGC_DATA_READ;
  EXPECT_EQ(error_of(ioctl(file.get(), CDROM_SEND_PACKET, &packet)), EFAULT);
  EXPECT_EQ(packet.buflen, 64U);
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

// Linux fs/ioctl.c, do_vfs_ioctl.
TEST(Requests, of_every_file_never_reach_a_driver) {
  for (const char* path : {"/dev/sr0", "/dev/sg0", "/dev/bsg/0:0:0:0"}) {
    const File file(path, O_RDWR | O_NONBLOCK);
    int value = 0;
    EXPECT_EQ(ioctl(file.get(), FIONBIO, &value), 0) << path;
    EXPECT_EQ(fcntl(file.get(), F_GETFL) & O_NONBLOCK, 0) << path;
    value = 1;
    EXPECT_EQ(ioctl(file.get(), FIONBIO, &value), 0) << path;
    EXPECT_EQ(fcntl(file.get(), F_GETFL) & O_NONBLOCK, O_NONBLOCK) << path;
    EXPECT_EQ(ioctl(file.get(), FIGETBSZ, &value), 0) << path;
    EXPECT_EQ(value, 4096) << path;
    EXPECT_EQ(error_of(ioctl(file.get(), FIOQSIZE, &value)), ENOTTY) << path;
  }
}

TEST(Requests, fill_as_much_memory_as_each_driver_writes) {
  const File sr("/dev/sr0", O_RDONLY | O_NONBLOCK);
  const File sg("/dev/sg0");
  std::array<unsigned short, 4> shorts{0xEEEE, 0xEEEE, 0xEEEE, 0xEEEE};
  ASSERT_EQ(ioctl(sr.get(), BLKSECTGET, shorts.data()), 0);
  EXPECT_EQ(shorts[0], 2048);
  EXPECT_EQ(shorts[1], 0xEEEE);
  int bytes = 0;
  ASSERT_EQ(ioctl(sg.get(), BLKSECTGET, &bytes), 0);
  EXPECT_EQ(bytes, 1 << 20);
  std::array<char, 8> name{5, 0, 0, 0, 'x', 'x', 'x', 'x'};
  EXPECT_EQ(ioctl(sr.get(), SCSI_IOCTL_PROBE_HOST, name.data()), 1);
  EXPECT_EQ(std::string(name.data(), 6), "iSCSIx");
  EXPECT_EQ(ioctl(sr.get(), SCSI_IOCTL_PROBE_HOST, nullptr), 1);
  EXPECT_EQ(ioctl(sg.get(), SG_SET_FORCE_LOW_DMA, nullptr), 0) << "whose memory nobody looks at";
}

// Linux drivers/scsi/scsi_ioctl.c, sg_scsi_ioctl.
TEST(Requests, oldest_way_to_send_a_command) {
  const File file("/dev/sr0");
  struct {
    std::array<unsigned, 2> lengths{0, 36};
    std::array<unsigned char, 40> data{0x12, 0, 0, 0, 36, 0};
  } command;
  EXPECT_EQ(ioctl(file.get(), SCSI_IOCTL_SEND_COMMAND, &command), 0);
  EXPECT_EQ(command.data[8], 'B');
  EXPECT_EQ(command.data[36], 0);
  command.lengths = {0, 2048};
  command.data = {0x28, 0, 0, 0, 1, 0, 0, 0, 1, 0};
  EXPECT_EQ(ioctl(file.get(), SCSI_IOCTL_SEND_COMMAND, &command), 2) << "the status";
  EXPECT_EQ(command.data[12], 0x21);
  command.lengths = {4097, 0};
  EXPECT_EQ(error_of(ioctl(file.get(), SCSI_IOCTL_SEND_COMMAND, &command)), EINVAL);
  EXPECT_EQ(error_of(ioctl(file.get(), SCSI_IOCTL_SEND_COMMAND, nullptr)), EINVAL);
}

// Linux drivers/cdrom/cdrom.c, mmc_ioctl_cdrom_read_audio.
TEST(Requests, audio_goes_to_the_memory_that_the_structure_names) {
  const File file("/dev/sr0");
  Bytes data(CD_FRAMESIZE_RAW, 0xEE);
  cdrom_read_audio audio{.addr_format = CDROM_LBA, .nframes = 1, .buf = data.data()};
  ASSERT_EQ(ioctl(file.get(), CDROMREADAUDIO, &audio), 0);
  EXPECT_EQ(data, Bytes(CD_FRAMESIZE_RAW, 0)) << "the fake drive sends nothing of a block of audio";
  audio.nframes = CD_FRAMES + 1;
  EXPECT_EQ(error_of(ioctl(file.get(), CDROMREADAUDIO, &audio)), EINVAL);
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
