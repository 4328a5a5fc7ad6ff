// SG_IO of version 4 and the device files that take it, under the shim.
#include <linux/bsg.h>
#include <linux/cdrom.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <fstream>
#include <iterator>
#include <string>

#include "conformance/preload/shim/under_shim.h"

namespace conformance::preload::shim {
namespace {

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

}  // namespace
}  // namespace conformance::preload::shim
