// SG_IO of version 3 under the shim: what lies in the caller's memory before and after.
#include <linux/bsg.h>
#include <scsi/scsi.h>
#include <sys/mman.h>

#include <cstring>

#include "conformance/preload/shim/under_shim.h"

namespace conformance::preload::shim {
namespace {

constexpr int unknown_direction = -5;  // SG_DXFER_UNKNOWN

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

}  // namespace
}  // namespace conformance::preload::shim
