#include "emulator/mmc/commands/write.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

const base::ByteBuffer two_blocks(4096, 0x5A);
constexpr std::string_view write_two = "2A 00 00 00 00 10 00 00 02 00";

TEST(Write, ten_and_twelve_reach_the_medium) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  EXPECT_EQ(bench.outcome(write_two, two_blocks), "GOOD");
  EXPECT_EQ(bench.outcome("AA 00 00 00 00 12 00 00 00 02 00 00", two_blocks), "GOOD");
  EXPECT_EQ(bench.disc().blocks.size(), 4U);
  EXPECT_EQ(bench.disc().blocks[0x13], base::ByteBuffer(2048, 0x5A));
}

// MMC-6, WRITE AND VERIFY (10) command: on the disc and read again before it is answered.
TEST(Write, and_verify_takes_the_time_of_both_and_waits_for_the_disc) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_re);
  const scsi::Reply written = bench.send(write_two, two_blocks);
  EXPECT_EQ(written.busy_for, 0ns) << "buffered";
  EXPECT_EQ(written.durable_after, std::nullopt);
  bench.wait(1s);
  const scsi::Reply verified = bench.send("2E 00 00 00 00 20 00 00 02 00", two_blocks);
  EXPECT_EQ(verified.status, scsi::Status::good);
  EXPECT_GT(verified.busy_for, 0ns);
  EXPECT_TRUE(verified.durable_after);
  EXPECT_EQ(bench.disc().blocks.size(), 4U);
  bench.disc().stated_last_readable = base::Lba{99};
  EXPECT_EQ(bench.outcome("2E 02 00 00 00 20 00 00 02 00", two_blocks), "GOOD") << "compared with what was sent";
  EXPECT_EQ(bench.pointed("2E 00 00 00 00 20 00 00 03 00", two_blocks), "cdb 7");
  TestDrive cd = TestDrive::with(media::ProfileNumber::cd_r);
  EXPECT_EQ(cd.outcome("2E 00 00 00 00 20 00 00 02 00", two_blocks), "5/30/05");
}

TEST(Write, refusal_of_the_medium_is_the_answer) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.disc().refusal = scsi::sense::invalid_address_for_write;
  EXPECT_EQ(bench.outcome(write_two, two_blocks), "5/21/02");
}

TEST(Write, pressed_disc_is_refused) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_rom);
  EXPECT_EQ(bench.outcome(write_two, two_blocks), "5/30/05");
}

TEST(Write, disc_that_the_model_only_reads_is_refused) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_plus_rw_dual_layer);
  EXPECT_EQ(bench.outcome(write_two, two_blocks), "5/30/05");
}

// MMC-6, WRITE (10) command: no blocks are no error, an address behind the last of a thousand is one all the same.
TEST(Write, no_blocks_are_good_at_an_address_that_exists) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  EXPECT_EQ(bench.outcome("2A 00 00 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome("2A 00 00 00 03 E7 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome("2A 00 00 00 03 E8 00 00 00 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("AA 00 80 00 00 00 00 00 00 00 00 00"), "5/21/00");
  TestDrive cd = TestDrive::with(media::ProfileNumber::cd_r);
  EXPECT_EQ(cd.outcome("2A 00 FF FF FF 6A 00 00 00 00"), "GOOD") << "the pre-gap";
}

// RFC 7143, Residual Count: the host has less than its CDB says. Nothing of the disc is lost by that.
TEST(Write, less_data_than_the_blocks_need_leave_the_rest_where_blocks_are_written_again) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_ram);
  bench.disc().stated_last_readable = base::Lba{99};
  bench.disc().stated_layout.is_overwritable = true;
  bench.disc().blocks[0x11] = base::ByteBuffer(2048, 0x11);
  const scsi::Reply reply = bench.send("2A 00 00 00 00 10 00 00 02 00", base::ByteBuffer(2049, 0x22));
  EXPECT_EQ(TestDrive::sense_text(reply), "GOOD");
  EXPECT_EQ(reply.data_out_taken, 4096U) << "an overflow of 2047 bytes";
  EXPECT_EQ(bench.disc().blocks[0x10], base::ByteBuffer(2048, 0x22));
  EXPECT_EQ(bench.disc().blocks[0x11][0], 0x22);
  EXPECT_EQ(bench.disc().blocks[0x11][1], 0x11);
  EXPECT_EQ(bench.pointed("2A 00 00 00 00 10 00 00 02 00"), "cdb 7") << "nothing came at all";
}

TEST(Write, less_data_than_the_blocks_need_are_refused) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  EXPECT_EQ(bench.pointed("2A 00 00 00 00 10 00 00 03 00", two_blocks), "cdb 7");
  EXPECT_EQ(bench.pointed("AA 00 00 00 00 10 00 00 00 03 00 00", two_blocks), "cdb 6");
  EXPECT_TRUE(bench.disc().blocks.empty());
}

// growisofs sends its whole buffer with the last, shorter WRITE of a burn.
TEST(Write, more_data_than_the_blocks_need_are_left) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  const scsi::Reply reply = bench.send("2A 00 00 00 00 10 00 00 01 00", two_blocks);
  EXPECT_EQ(TestDrive::sense_text(reply), "GOOD");
  EXPECT_EQ(reply.data_out_taken, 2048U);
  EXPECT_EQ(bench.disc().blocks.size(), 1U);
}

TEST(Write, session_at_once_takes_the_size_that_the_host_sends) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_r);
  drive::ModeParameters parameters;
  parameters.write.write_type = 2;
  bench.drive.set_mode_parameters(parameters);
  EXPECT_EQ(bench.outcome("2A 00 FF FF FF 6A 00 00 02 00", base::ByteBuffer(4704, 1)), "GOOD");
  EXPECT_EQ(bench.disc().blocks[-150].size(), 2352U);
  EXPECT_EQ(bench.outcome("2A 00 FF FF FF 6A 00 00 02 00", base::ByteBuffer(4705, 1)), "5/24/00");
}

TEST(Write, is_answered_at_once_while_the_buffer_has_room) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  EXPECT_EQ(bench.send(write_two, two_blocks).busy_for, 0ns);
  EXPECT_LT(bench.drive.write_buffer().free(bench.now), bench.drive.write_buffer().size());
}

TEST(Write, with_a_stepped_pace_takes_the_time_of_the_medium_and_leaves_the_buffer_empty) {
  auto disc = std::make_unique<StatedMedium>();
  disc->number = media::ProfileNumber::bd_r_sequential;
  TestDrive bench({.disc = std::move(disc), .pace = drive::Pace::stepped});
  // 2 blocks of 2048 bytes at 8992 kB/s, the slowest: the disc names no speed.
  EXPECT_EQ(bench.send(write_two, two_blocks).busy_for, base::Duration{455'517});
  EXPECT_EQ(bench.drive.write_buffer().free(bench.now), bench.drive.write_buffer().size());
}

TEST(Write, with_forced_unit_access_waits_for_the_disk) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  EXPECT_EQ(bench.send(write_two, two_blocks).durable_after, std::nullopt);
  EXPECT_EQ(bench.send("2A 08 00 00 00 12 00 00 02 00", two_blocks).durable_after, scsi::FlushEpoch{1});
  EXPECT_EQ(bench.send("AA 08 00 00 00 14 00 00 00 02 00 00", two_blocks).durable_after, scsi::FlushEpoch{2});
}

TEST(Write, data_block_types_have_the_sizes_of_the_table) {
  EXPECT_EQ(data_block_bytes(0), 2352);
  EXPECT_EQ(data_block_bytes(1), 2368);
  EXPECT_EQ(data_block_bytes(2), 2448);
  EXPECT_EQ(data_block_bytes(3), 2448);
  EXPECT_EQ(data_block_bytes(8), 2048);
  EXPECT_EQ(data_block_bytes(9), 2336);
  EXPECT_EQ(data_block_bytes(10), 2048);
  EXPECT_EQ(data_block_bytes(11), 2056);
  EXPECT_EQ(data_block_bytes(12), 2324);
  EXPECT_EQ(data_block_bytes(13), 2332);
  for (const std::uint8_t reserved : {4, 5, 6, 7, 14, 15}) EXPECT_EQ(data_block_bytes(reserved), std::nullopt);
}

}  // namespace
}  // namespace emulator::mmc
