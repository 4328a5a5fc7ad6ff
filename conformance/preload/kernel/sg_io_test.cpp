#include "conformance/preload/kernel/sg_io.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <scsi/sg.h>

#include "conformance/preload/kernel/command_filter.h"
#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

struct SgIo : FakeFile {
  explicit SgIo(wire::Driver driver = wire::Driver::sr, int flags = O_RDWR | O_NONBLOCK) : FakeFile(driver, flags) {}
  std::expected<ScsiDone, Errno> send(std::string_view cdb_hex, int direction, std::uint32_t length,
                                      base::Bytes out = {}) {
    const auto cdb = base::parse_hex(cdb_hex).value();
    return execute(file, {.request = SG_IO,
                          .fields = {.direction = direction,
                                     .cdb_bytes = static_cast<std::uint32_t>(cdb.size()),
                                     .transfer_bytes = length,
                                     .timeout_milliseconds = timeout},
                          .cdb = cdb,
                          .data_out = out,
                          .is_privileged = is_privileged});
  }
  static Errno error(const std::expected<ScsiDone, Errno>& done) { return done ? 0 : done.error(); }
  std::uint32_t timeout{20'000};
  bool is_privileged{true};
};

constexpr const char* tur = "00 00 00 00 00 00";

TEST(SgIo, data_comes_with_its_residual) {
  SgIo sg;
  const auto done = sg.send("12 00 00 00 60 00", SG_DXFER_FROM_DEV, 96);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->data_in.size(), 36U);
  EXPECT_EQ(done->reply.residual, 60);
  EXPECT_EQ(done->reply.status, 0);
  EXPECT_EQ(done->reply.info, unsigned{SG_INFO_OK});
}

TEST(SgIo, data_goes_out_unchanged) {
  SgIo sg;
  const base::ByteBuffer out{1, 2, 3, 4, 5};
  ASSERT_TRUE(sg.send("3B 02 00 00 00 00 00 00 05 00", SG_DXFER_TO_DEV, 5, out));
  EXPECT_EQ(sg.drive->buffer(), out);
}

TEST(SgIo, check_condition_carries_sense_and_driver_status) {
  SgIo sg;
  sg.drive->next(0x00, FakeDrive::refused(0x02, 0x3A, 0x01));
  const auto done = sg.send(tur, SG_DXFER_NONE, 0);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->reply.status, scsi::check_condition);
  EXPECT_EQ(done->reply.driver_status, 8);
  EXPECT_EQ(done->reply.sense_bytes, 18);
  EXPECT_EQ(done->reply.sense[12], 0x3A);
  EXPECT_EQ(done->reply.info, unsigned{SG_INFO_CHECK});
}

TEST(SgIo, lost_connection_is_a_host_status) {
  SgIo sg;
  sg.drive->next(0x00, {.host = scsi::HostStatus::transport_disrupted});
  const auto disrupted = sg.send(tur, SG_DXFER_NONE, 0);
  ASSERT_TRUE(disrupted);
  EXPECT_EQ(disrupted->reply.host_status, 0x0E);
  EXPECT_EQ(disrupted->reply.status, 0);
  sg.drive->sever();
  const auto gone = sg.send("12 00 00 00 60 00", SG_DXFER_FROM_DEV, 96);
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->reply.host_status, 0x01);
  EXPECT_EQ(gone->reply.residual, 96);
  EXPECT_EQ(gone->reply.info, unsigned{SG_INFO_CHECK});
}

TEST(SgIo, both_directions_at_once_count_as_reading) {
  SgIo sg;
  const auto done = sg.send("12 00 00 00 24 00", SG_DXFER_TO_FROM_DEV, 36);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->data_in.size(), 36U);
}

TEST(SgIo, directions_without_meaning_are_refused_by_sr_and_taken_by_sg) {
  for (const int direction : {SG_DXFER_NONE, -5}) {
    EXPECT_EQ(SgIo::error(SgIo().send(tur, direction, 8)), EINVAL);
    EXPECT_EQ(SgIo::error(SgIo(wire::Driver::sg).send(tur, direction, 8)), 0);
  }
  EXPECT_EQ(SgIo::error(SgIo().send(tur, 7, 8)), EINVAL);
  EXPECT_EQ(SgIo::error(SgIo().send(tur, 7, 0)), 0);  // without data nobody looks
}

TEST(SgIo, lengths_outside_the_bounds_are_refused) {
  SgIo sr;
  SgIo sg(wire::Driver::sg);
  const std::uint32_t most = sr.drive->largest_transfer();
  EXPECT_EQ(SgIo::error(sr.send("12 00 00 00 60 00", SG_DXFER_FROM_DEV, most)), 0);
  EXPECT_EQ(SgIo::error(sr.send("12 00 00 00 60 00", SG_DXFER_FROM_DEV, most + 1)), EIO);
  EXPECT_EQ(SgIo::error(sg.send("12 00 00 00 60 00", SG_DXFER_FROM_DEV, most + 1)), ENOMEM);
  EXPECT_EQ(SgIo::error(sr.send("00 00 00 00 00", SG_DXFER_NONE, 0)), EMSGSIZE);
  EXPECT_EQ(SgIo::error(sr.send(std::string(33 * 2, '0'), SG_DXFER_NONE, 0)), EINVAL);
}

TEST(SgIo, time_outs_follow_the_drivers) {
  SgIo sr;
  sr.timeout = 1;
  ASSERT_TRUE(sr.send(tur, SG_DXFER_NONE, 0));
  EXPECT_EQ(sr.drive->last().timeout, std::chrono::milliseconds{7'000});  // sr's shortest
  sr.timeout = 0;
  ASSERT_TRUE(sr.send(tur, SG_DXFER_NONE, 0));
  EXPECT_EQ(sr.drive->last().timeout, std::chrono::milliseconds{60'000});  // its own value
  sr.timeout = 200'000;
  ASSERT_TRUE(sr.send(tur, SG_DXFER_NONE, 0));
  EXPECT_EQ(sr.drive->last().timeout, std::chrono::milliseconds{200'000});
  SgIo sg(wire::Driver::sg);
  sg.timeout = 1;
  ASSERT_TRUE(sg.send(tur, SG_DXFER_NONE, 0));
  EXPECT_EQ(sg.drive->last().timeout, std::chrono::milliseconds{1});
}

TEST(SgIo, sense_is_cut_to_the_kernels_buffer) {
  SgIo sg;
  scsi::Answer answer = FakeDrive::no_medium();
  answer.sense.resize(200);
  answer.sense[7] = 192;
  sg.drive->next(0x00, answer);
  const auto done = sg.send(tur, SG_DXFER_NONE, 0);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->reply.sense_bytes, 96);
}

TEST(SgIo, unprivileged_caller_may_not_send_everything) {
  SgIo reader(wire::Driver::sr, O_RDONLY | O_NONBLOCK);
  SgIo writer;
  reader.is_privileged = writer.is_privileged = false;
  constexpr const char* read = "28 00 00 00 00 00 00 00 01 00";
  constexpr const char* blank = "A1 00 00 00 00 00 00 00 00 00 00 00";
  constexpr const char* vendor = "FF 00 00 00 00 00";
  EXPECT_EQ(SgIo::error(reader.send(read, SG_DXFER_FROM_DEV, 2048)), 0);
  EXPECT_EQ(SgIo::error(reader.send(blank, SG_DXFER_NONE, 0)), EPERM);
  EXPECT_EQ(SgIo::error(writer.send(blank, SG_DXFER_NONE, 0)), 0);
  EXPECT_EQ(SgIo::error(writer.send(vendor, SG_DXFER_NONE, 0)), EPERM);
  writer.is_privileged = true;
  EXPECT_EQ(SgIo::error(writer.send(vendor, SG_DXFER_NONE, 0)), 0);
}

TEST(SgIo, sg_asks_for_privileges_only_where_it_was_not_opened_for_both) {
  SgIo both(wire::Driver::sg, O_RDWR);
  SgIo reader(wire::Driver::sg, O_RDONLY);
  both.is_privileged = reader.is_privileged = false;
  EXPECT_EQ(SgIo::error(both.send("FF 00 00 00 00 00", SG_DXFER_NONE, 0)), 0);
  EXPECT_EQ(SgIo::error(reader.send("FF 00 00 00 00 00", SG_DXFER_NONE, 0)), EPERM);
}

TEST(CommandFilter, every_burning_command_needs_an_open_for_writing) {
  for (const std::uint8_t code : {0x04, 0x2A, 0x35, 0x53, 0x54, 0x55, 0x5B, 0x5D, 0xA1, 0xAA, 0xB6, 0xBB, 0xBF}) {
    EXPECT_FALSE(is_allowed(code, Access::reading)) << int{code};
    EXPECT_TRUE(is_allowed(code, Access::writing)) << int{code};
  }
  for (const std::uint8_t code : {0x00, 0x12, 0x28, 0x43, 0x46, 0x4A, 0x51, 0x52, 0x5A, 0x5C, 0xAC, 0xAD, 0xBE}) {
    EXPECT_TRUE(is_allowed(code, Access::reading)) << int{code};
  }
}

}  // namespace
}  // namespace conformance::preload::kernel
