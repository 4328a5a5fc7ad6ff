#include "driver/transport/linux_sg.h"

#include <gtest/gtest.h>
#include <scsi/sg.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "driver/transport/transport_contract.h"

namespace driver::transport {
namespace {

// A kernel that hands SG_IO to a scripted drive. An ioctl carries no pointer of ours, so the drive stands here.
ScriptedTransport* script_behind = nullptr;

Command command_of(const sg_io_hdr_t& header) {
  Command command{.cdb = {header.cmdp, header.cmdp + header.cmd_len}};
  if (header.dxfer_direction == SG_DXFER_TO_DEV) {
    command.direction = Direction::to_drive;
    command.data_out = {static_cast<const std::uint8_t*>(header.dxferp), header.dxfer_len};
  } else if (header.dxfer_direction == SG_DXFER_FROM_DEV) {
    command.direction = Direction::from_drive;
    command.expected_bytes = header.dxfer_len;
  }
  return command;
}

int scripted_kernel(int /*descriptor*/, unsigned long request, void* argument) {
  if (request == SG_GET_VERSION_NUM) {
    *static_cast<int*>(argument) = 30536;
    return 0;
  }
  auto& header = *static_cast<sg_io_hdr_t*>(argument);
  EXPECT_EQ(request, static_cast<unsigned long>(SG_IO));
  EXPECT_EQ(header.interface_id, 'S');
  EXPECT_GT(header.timeout, 0U);
  const auto completion = script_behind->execute(command_of(header));
  if (!completion) {
    errno = ENODEV;
    return -1;
  }
  std::ranges::copy(completion->sense, header.sbp);
  header.sb_len_wr = static_cast<unsigned char>(completion->sense.size());
  header.driver_status = completion->sense.empty() ? 0 : 8;
  header.status = completion->status;
  if (header.dxfer_direction == SG_DXFER_FROM_DEV) {
    std::ranges::copy(completion->data_in, static_cast<std::uint8_t*>(header.dxferp));
    header.resid = static_cast<int>(header.dxfer_len - completion->data_in.size());
  }
  return 0;
}

int kernel_without_sg(int /*descriptor*/, unsigned long /*request*/, void* /*argument*/) {
  errno = ENOTTY;
  return -1;
}

int kernel_that_times_out(int descriptor, unsigned long request, void* argument) {
  if (request == SG_GET_VERSION_NUM) return scripted_kernel(descriptor, request, argument);
  static_cast<sg_io_hdr_t*>(argument)->host_status = 3;
  return 0;
}

int kernel_that_loses_the_device(int descriptor, unsigned long request, void* argument) {
  if (request == SG_GET_VERSION_NUM) return scripted_kernel(descriptor, request, argument);
  static_cast<sg_io_hdr_t*>(argument)->host_status = 1;
  return 0;
}

// Any file that opens will do: the kernel behind it is ours.
class LinuxSg : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/linux_sg_test_XXXXXX";
    descriptor_ = mkstemp(name);
    ASSERT_GE(descriptor_, 0);
    path_ = name;
  }
  void TearDown() override {
    close(descriptor_);
    unlink(path_.c_str());
  }
  int descriptor_{-1};
  std::string path_;
};

TEST_F(LinuxSg, keeps_the_contract) {
  ScriptedTransport drive;
  script_behind = &drive;
  contract::script(drive);
  auto transport = open_linux_sg(path_, {.ioctl = scripted_kernel});
  ASSERT_TRUE(transport) << transport.error().text;
  contract::check(**transport);
  EXPECT_TRUE(drive.finished()) << drive.mismatch();
}

TEST_F(LinuxSg, failed_ioctl_is_a_lost_device) {
  ScriptedTransport drive;
  script_behind = &drive;
  auto transport = open_linux_sg(path_, {.ioctl = scripted_kernel});
  ASSERT_TRUE(transport);
  const auto answer = (*transport)->execute({.cdb = {0, 0, 0, 0, 0, 0}});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, TransportError::Kind::lost);
}

TEST_F(LinuxSg, host_status_time_out_is_timed_out) {
  auto transport = open_linux_sg(path_, {.ioctl = kernel_that_times_out});
  ASSERT_TRUE(transport);
  const auto answer = (*transport)->execute({.cdb = {0, 0, 0, 0, 0, 0}});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, TransportError::Kind::timed_out);
}

TEST_F(LinuxSg, host_status_no_connect_is_lost) {
  auto transport = open_linux_sg(path_, {.ioctl = kernel_that_loses_the_device});
  ASSERT_TRUE(transport);
  const auto answer = (*transport)->execute({.cdb = {0, 0, 0, 0, 0, 0}});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, TransportError::Kind::lost);
}

TEST_F(LinuxSg, file_that_is_no_scsi_device_is_no_device) {
  const auto transport = open_linux_sg(path_, {.ioctl = kernel_without_sg});
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().kind, TransportError::Kind::no_device);
}

TEST_F(LinuxSg, absent_device_is_no_device) {
  const auto transport = open_linux_sg(path_ + ".absent");
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().kind, TransportError::Kind::no_device);
  EXPECT_NE(transport.error().text.find("No such file"), std::string::npos);
}

}  // namespace
}  // namespace driver::transport
