#include "conformance/preload/kernel/command_result.h"

#include <gtest/gtest.h>

#include "conformance/preload/scsi/fake_drive.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

// Linux drivers/scsi/scsi_lib.c, scsi_io_completion_nz_result.
TEST(KeptSense, is_as_long_as_it_says_within_the_kernels_buffer) {
  scsi::Answer answer = FakeDrive::no_medium();
  EXPECT_EQ(kept_sense(answer), answer.sense);
  answer.sense[7] = 200;
  EXPECT_EQ(kept_sense(answer).size(), 96U);
  answer.sense = {0x72, 0x05, 0x24, 0x00};
  EXPECT_EQ(kept_sense(answer), (base::ByteBuffer{0x72, 0x05, 0x24, 0x00, 0, 0, 0, 0})) << "cut sense data";
}

// scsi_normalize_sense: a response code from 70h to 7Fh, deferred errors among them.
TEST(KeptSense, of_no_known_form_is_none) {
  scsi::Answer answer = FakeDrive::no_medium();
  for (const int code : {0x71, 0x73, 0x7F, 0xF0}) {
    answer.sense[0] = static_cast<std::uint8_t>(code);
    EXPECT_FALSE(kept_sense(answer).empty()) << code;
  }
  for (const int code : {0x00, 0x60, 0x80}) {
    answer.sense[0] = static_cast<std::uint8_t>(code);
    EXPECT_TRUE(kept_sense(answer).empty()) << code;
  }
  EXPECT_TRUE(kept_sense({.status = scsi::check_condition}).empty());
}

TEST(Result, has_status_and_host_status_in_their_bytes) {
  EXPECT_EQ(result_of({}), 0);
  EXPECT_EQ(result_of(FakeDrive::no_medium()), 0x02);
  EXPECT_EQ(result_of({.host = scsi::HostStatus::transport_disrupted, .status = 0x02}), 0x0E0000);
  EXPECT_FALSE(is_abnormal({}));
  EXPECT_TRUE(is_abnormal({.host = scsi::HostStatus::time_out}));
  EXPECT_TRUE(is_abnormal({.status = 0x08}));
}

TEST(Result, duration_is_told_in_whole_milliseconds) {
  EXPECT_EQ(milliseconds_of({.duration = std::chrono::microseconds{1'999}}), 1U);
}

}  // namespace
}  // namespace conformance::preload::kernel
