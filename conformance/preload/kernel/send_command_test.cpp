// SCSI_IOCTL_SEND_COMMAND (Linux drivers/scsi/scsi_ioctl.c, sg_scsi_ioctl).
#include "conformance/preload/kernel/send_command.h"

#include <fcntl.h>
#include <scsi/scsi_ioctl.h>

#include "conformance/preload/kernel/scsi_calls.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;
using std::chrono::milliseconds;

struct Old : FakeFile {
  explicit Old(wire::Driver driver = wire::Driver::sr, int flags = O_RDWR | O_NONBLOCK) : FakeFile(driver, flags) {}
  // The two lengths, then CDB and data.
  Answer send(std::uint32_t out, std::uint32_t in, std::string_view rest, bool is_privileged = true) {
    base::ByteBuffer bytes = answer_with(std::array{out, in})->bytes;
    const auto more = base::parse_hex(rest).value();
    bytes.insert(bytes.end(), more.begin(), more.end());
    return control(file, {.request = SCSI_IOCTL_SEND_COMMAND, .bytes = bytes, .is_privileged = is_privileged});
  }
};

TEST(SendCommand, data_come_back_whole) {
  for (const auto driver : {wire::Driver::sr, wire::Driver::sg}) {
    Old file(driver);
    const Answer answer = file.send(0, 40, "12 00 00 00 28 00");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->value, 0);
    ASSERT_EQ(answer->bytes.size(), 40U);
    EXPECT_EQ(answer->bytes[8], 'B');
    EXPECT_EQ(answer->bytes[39], 0) << "as many as were asked for";
  }
}

TEST(SendCommand, data_go_out_behind_the_cdb) {
  Old file;
  ASSERT_TRUE(file.send(3, 0, "3B 02 00 00 00 00 00 00 03 00 07 08 09"));
  EXPECT_EQ(file.drive->buffer(), (base::ByteBuffer{7, 8, 9}));
}

// One buffer serves both ways: the command writes, and what comes back is what went out.
TEST(SendCommand, both_lengths_share_one_buffer) {
  Old file;
  const Answer answer = file.send(2, 4, "3B 02 00 00 00 00 00 00 02 00 07 08");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->bytes, (base::ByteBuffer{7, 8, 0, 0}));
  EXPECT_EQ(file.drive->buffer(), (base::ByteBuffer{7, 8, 0, 0}));
}

TEST(SendCommand, status_is_the_value_and_sense_data_stand_for_the_data) {
  Old file;
  file.drive->always(0x00, FakeDrive::no_medium());
  const Answer answer = file.send(0, 0, "00 00 00 00 00 00");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->value, 2);
  EXPECT_EQ(answer->bytes.size(), 16U) << "cut, so that old programs are not surprised";
  EXPECT_EQ(answer->bytes[12], 0x3A);
}

// scsi_command_size_tbl.
TEST(SendCommand, length_of_a_cdb_follows_from_its_group) {
  for (const auto& [code, bytes] : {std::pair{0x00, 6U},
                                    {0x1F, 6U},
                                    {0x20, 10U},
                                    {0x5F, 10U},
                                    {0x60, 12U},
                                    {0x80, 16U},
                                    {0xA0, 12U},
                                    {0xC0, 10U},
                                    {0xFF, 10U}}) {
    EXPECT_EQ(cdb_bytes_of(static_cast<std::uint8_t>(code)), bytes) << code;
  }
}

TEST(SendCommand, refusals) {
  Old file;
  EXPECT_EQ(FakeFile::error_of(file.send(4097, 0, "12 00 00 00 28 00")), EINVAL);
  EXPECT_EQ(FakeFile::error_of(file.send(0, 4097, "12 00 00 00 28 00")), EINVAL);
  EXPECT_EQ(FakeFile::error_of(file.send(0, 0, "FF 00 00 00 00 00 00 00 00 00", false)), EPERM);
  EXPECT_EQ(FakeFile::error_of(file.ask(SCSI_IOCTL_SEND_COMMAND)), EINVAL);
  Old reader(wire::Driver::sg, O_RDONLY);
  EXPECT_EQ(FakeFile::error_of(reader.send(0, 0, "35 00 00 00 00 00 00 00 00 00", false)), EPERM);
  EXPECT_TRUE(reader.send(0, 0, "00 00 00 00 00 00", false)) << "sg itself lets the request pass";
}

TEST(SendCommand, long_commands_have_longer_time_outs) {
  Old file;
  for (const auto& [cdb, timeout] : {std::pair{"00 00 00 00 00 00", milliseconds{60'000}},
                                     {"04 00 00 00 00 00", milliseconds{7'200'000}},
                                     {"1B 00 00 00 00 00", milliseconds{60'000}},
                                     {"A5 00 00 00 00 00 00 00 00 00 00 00", milliseconds{300'000}}}) {
    ASSERT_TRUE(file.send(0, 0, cdb));
    EXPECT_EQ(file.drive->last().timeout, timeout) << cdb;
  }
}

}  // namespace
}  // namespace conformance::preload::kernel
