#include "conformance/link/linux_sg/linux_sg_target.h"

#include <gtest/gtest.h>
#include <scsi/sg.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace conformance::link::linux_sg {
namespace {

// What the kernel hands back. An ioctl carries no pointer of ours, so it stands here.
sg_io_hdr_t kernels_answer{};
sg_io_hdr_t asked{};
constexpr std::array<std::uint8_t, 18> no_medium{0x70, 0, 2, 0, 0, 0, 0, 0x0A, 0, 0, 0, 0, 0x3A, 0, 0, 0, 0, 0};

int scripted_kernel(int /*descriptor*/, unsigned long request, void* argument) {
  if (request == SG_GET_VERSION_NUM) {
    *static_cast<int*>(argument) = 30536;
    return 0;
  }
  auto& io = *static_cast<sg_io_hdr_t*>(argument);
  asked = io;
  if (io.dxfer_direction == SG_DXFER_FROM_DEV) std::fill_n(static_cast<std::uint8_t*>(io.dxferp), io.dxfer_len, 0xA5);
  std::ranges::copy(no_medium, io.sbp);
  io.status = kernels_answer.status;
  io.host_status = kernels_answer.host_status;
  io.driver_status = kernels_answer.driver_status;
  io.sb_len_wr = kernels_answer.sb_len_wr;
  io.resid = kernels_answer.resid;
  return 0;
}

int kernel_without_sg(int /*descriptor*/, unsigned long /*request*/, void* /*argument*/) {
  errno = ENOTTY;
  return -1;
}

std::expected<Answer, LinkError> answer_to(const Command& command, const sg_io_hdr_t& kernel) {
  kernels_answer = kernel;
  LinuxSgTarget target("/dev/null", scripted_kernel);  // any file that opens: the kernel behind it is ours
  auto link = target.open();
  if (!link) return std::unexpected(link.error());
  return (*link)->exchange(command);
}

const Command test_unit_ready{.cdb = base::ByteBuffer(6)};
const Command inquiry{.cdb = {0x12, 0, 0, 0, 8, 0}, .expected = 8};

TEST(LinuxSgTarget, short_data_and_sense_are_what_came) {
  const auto data = answer_to(inquiry, {.resid = 5});
  ASSERT_TRUE(data) << data.error().text;
  EXPECT_EQ(data->data_in, (base::ByteBuffer{0xA5, 0xA5, 0xA5}));
  EXPECT_EQ(asked.dxfer_direction, SG_DXFER_FROM_DEV);
  EXPECT_EQ(asked.dxfer_len, 8U);
  const auto refused = answer_to(test_unit_ready, {.status = 2, .sb_len_wr = 18, .driver_status = 8});
  ASSERT_TRUE(refused) << refused.error().text;
  EXPECT_EQ(refused->status, 2);
  EXPECT_EQ(refused->sense, (base::ByteBuffer{no_medium.begin(), no_medium.end()}));
  EXPECT_EQ(asked.dxfer_direction, SG_DXFER_NONE);
}

TEST(LinuxSgTarget, failure_of_the_kernel_is_no_answer_of_the_drive) {
  for (const sg_io_hdr_t& late : {sg_io_hdr_t{.host_status = 3}, sg_io_hdr_t{.driver_status = 6}}) {
    const auto answer = answer_to(test_unit_ready, late);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, LinkError::Kind::timed_out);
  }
  for (const sg_io_hdr_t& lost : {sg_io_hdr_t{.host_status = 1}, sg_io_hdr_t{.driver_status = 4}}) {
    const auto answer = answer_to(test_unit_ready, lost);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, LinkError::Kind::lost);
  }
}

TEST(LinuxSgTarget, file_that_is_no_drive_is_unreachable) {
  for (auto* const door : {kernel_without_sg, static_cast<IoctlFunction>(nullptr)}) {
    const auto link = LinuxSgTarget("/dev/null", door).open();
    ASSERT_FALSE(link);
    EXPECT_EQ(link.error().kind, LinkError::Kind::unreachable);
  }
  EXPECT_FALSE(LinuxSgTarget("/nowhere/sr0").open());
}

}  // namespace
}  // namespace conformance::link::linux_sg
