#include "conformance/preload/kernel/command_filter.h"

#include <gtest/gtest.h>

#include <set>

namespace conformance::preload::kernel {
namespace {

// Linux drivers/scsi/scsi_ioctl.c, scsi_cmd_allowed, by the numbers that its names have in include/scsi/scsi_proto.h
// and linux/cdrom.h.
const std::set<int> of_readers{0x00, 0x03, 0x08, 0x28, 0xA8, 0x88, 0x3C, 0x37, 0x25, 0x3E, 0x12, 0x1A, 0x5A, 0x4D, 0x1B,
                               0x2F, 0x8F, 0xA0, 0x9E, 0x1C, 0xA3, 0x5C, 0xBC, 0x45, 0x47, 0x48, 0x4B, 0xBE, 0xB9, 0x51,
                               0xAD, 0x44, 0x52, 0x42, 0x43, 0xA4, 0xBA, 0x46, 0x23, 0x4A, 0xAC, 0x2B, 0x4E, 0x95};
const std::set<int> of_writers{0x0A, 0x2A, 0x2E, 0xAA, 0xAE, 0x8A, 0x3F, 0xEA, 0x41, 0x93, 0x0D,
                               0x19, 0x55, 0x15, 0x4C, 0xA1, 0x5B, 0x35, 0x04, 0x58, 0x53, 0xBF,
                               0xA2, 0x54, 0x5D, 0xBB, 0x1E, 0xA6, 0xB6, 0xA7, 0x94};

TEST(CommandFilter, allows_just_what_the_kernel_does) {
  for (int code = 0; code <= 0xFF; ++code) {
    const auto operation_code = static_cast<std::uint8_t>(code);
    EXPECT_EQ(is_allowed(operation_code, Access::reading), of_readers.contains(code)) << std::hex << code;
    EXPECT_EQ(is_allowed(operation_code, Access::writing), of_readers.contains(code) || of_writers.contains(code))
        << std::hex << code;
  }
}

// The kernel's list has WRITE SAME (32) by its service action, 000Dh, where an operation code is compared.
TEST(CommandFilter, commands_of_variable_length_are_not_allowed) {
  EXPECT_FALSE(is_allowed(0x7F, Access::writing));
  EXPECT_TRUE(is_allowed(0x0D, Access::writing));
}

}  // namespace
}  // namespace conformance::preload::kernel
