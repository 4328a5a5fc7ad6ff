#include "emulator/mmc/commands/get_configuration.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

// Checklist 18.
TEST(GetConfiguration, header_alone_tells_the_full_length_and_no_profile_without_a_disc) {
  TestDrive bench;
  const base::ByteBuffer all = scsi::gather(bench.send("46 00 00 00 00 00 00 FF FF 00").segments);
  const base::ByteBuffer header = scsi::gather(bench.send("46 00 00 00 00 00 00 00 08 00").segments);
  ASSERT_EQ(header.size(), 8U);
  EXPECT_EQ(header[2] * 256U + header[3], all.size() - 4U);
  EXPECT_EQ(base::format_hex(base::Bytes{header}.subspan(4)), "00 00 00 00");
}

// Checklist 20.
TEST(GetConfiguration, absent_feature_is_the_header_alone) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_plus_r);
  EXPECT_EQ(bench.data("46 02 00 28 00 00 00 00 10 00"), "00 00 00 04 00 00 00 1B");
}

TEST(GetConfiguration, one_feature_is_returned_whether_current_or_not) {
  TestDrive bench;
  EXPECT_EQ(bench.data("46 02 01 07 00 00 00 00 10 00"), "00 00 00 0C 00 00 00 00 01 07 14 04 1F 00 00 00");
}

TEST(GetConfiguration, start_beyond_the_last_feature_is_the_header_alone) {
  TestDrive bench;
  EXPECT_EQ(bench.data("46 00 FF FF 00 00 00 00 10 00"), "00 00 00 04 00 00 00 00");
  EXPECT_EQ(bench.data("46 01 01 0D 00 00 00 00 10 00"), "00 00 00 04 00 00 00 00");
}

TEST(GetConfiguration, list_begins_at_the_starting_feature) {
  TestDrive bench;
  EXPECT_EQ(bench.data("46 00 01 06 00 00 00 00 0C 00"), "00 00 00 30 00 00 00 00 01 07 14 04");
}

TEST(GetConfiguration, reserved_request_type_is_refused) {
  TestDrive bench;
  EXPECT_EQ(bench.pointed("46 03 00 00 00 00 00 00 08 00"), "cdb 1.1");
}

TEST(GetConfiguration, loading_disc_is_no_profile_yet) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_rom);
  ASSERT_EQ(bench.outcome("1B 00 00 00 02 00"), "GOOD");
  ASSERT_EQ(bench.outcome("1B 01 00 00 03 00"), "GOOD");
  EXPECT_EQ(bench.data("46 02 00 00 00 00 00 00 08 00").substr(18), "00 00");
}

// Checklist 11.
TEST(GetConfiguration, neither_tells_nor_consumes_an_attention) {
  TestDrive bench;
  bench.drive.nexus_began(other_host);
  EXPECT_EQ(bench.outcome("46 00 00 00 00 00 00 00 08 00", {}, other_host), "GOOD");
  EXPECT_EQ(bench.drive.attentions().next(other_host), scsi::sense::power_on_reset_or_bus_device_reset_occurred);
}

}  // namespace
}  // namespace emulator::mmc
