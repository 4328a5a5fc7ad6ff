#include "emulator/mmc/commands/read_cd.h"

#include "emulator/mmc/burn_bench_for_test.h"

namespace emulator::mmc {
namespace {

// Twenty blocks in one closed track, each with its address in its first byte.
TestDrive data_disc(std::uint8_t data_mode = 1, std::uint8_t track_mode = 4) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  bench.disc().stated_last_readable = base::Lba{19};
  bench.disc().stated_layout = {.status = media::DiscStatus::complete};
  bench.disc().stated_layout.tracks = {
      {.number = 1, .session = 1, .size = base::BlockCount{20}, .track_mode = track_mode, .data_mode = data_mode}};
  for (std::int64_t address = 0; address < 20; ++address) {
    base::ByteBuffer block(base::block_bytes);
    block.front() = static_cast<std::uint8_t>(address);
    bench.disc().blocks[address] = block;
  }
  return bench;
}

std::string first_bytes(const scsi::Reply& reply, std::size_t count) {
  return base::format_hex(base::Bytes{scsi::gather(reply.segments)}.first(count));
}

// MMC-6, READ CD command: sync, header, user data, EDC and ECC.
TEST(ReadCd, whole_sector_begins_with_sync_and_header) {
  TestDrive bench = data_disc();
  const scsi::Reply reply = bench.send("BE 00 00 00 00 10 00 00 02 F8 00 00");
  EXPECT_EQ(scsi::size_of(reply.segments), 2U * 2352U);
  EXPECT_EQ(first_bytes(reply, 17), "00 FF FF FF FF FF FF FF FF FF FF 00 00 02 16 01 10");
}

TEST(ReadCd, user_data_is_what_read_gives) {
  TestDrive bench = data_disc();
  EXPECT_EQ(bench.data("BE 00 00 00 00 05 00 00 03 10 00 00"), bench.data("28 00 00 00 00 05 00 00 03 00"));
  EXPECT_EQ(bench.data("BE 08 00 00 00 05 00 00 03 10 00 00"), bench.data("28 00 00 00 00 05 00 00 03 00"));
}

TEST(ReadCd, mode_2_form_1_has_a_sub_header) {
  TestDrive bench = data_disc(2);
  EXPECT_EQ(first_bytes(bench.send("BE 10 00 00 00 10 00 00 01 78 00 00"), 13),
            "00 02 16 02 00 00 08 00 00 00 08 00 10");
  EXPECT_EQ(scsi::size_of(bench.send("BE 00 00 00 00 10 00 00 01 58 00 00").segments), 2336U);
}

TEST(ReadCd, nothing_wanted_is_good) {
  TestDrive bench = data_disc();
  EXPECT_EQ(bench.data("BE 00 00 00 00 00 00 00 00 F8 00 00"), "");
  EXPECT_EQ(bench.data("BE 00 00 00 00 00 00 00 01 00 00 00"), "");
}

// Checklist 112.
TEST(ReadCd, other_sector_type_is_an_illegal_mode_and_names_the_block) {
  TestDrive bench = data_disc();
  for (const std::string_view type : {"04", "0C", "10", "14"}) {
    const scsi::Reply reply = bench.send("BE " + std::string(type) + " 00 00 00 03 00 00 01 10 00 00");
    EXPECT_EQ(TestDrive::sense_text(reply), "5/64/00");
    EXPECT_EQ(reply.sense->information, base::Lba{3});
    EXPECT_TRUE(reply.segments.empty());
  }
  EXPECT_EQ(bench.pointed("BE 18 00 00 00 03 00 00 01 10 00 00"), "cdb 1.4");
}

TEST(ReadCd, audio_sectors_are_not_offered) {
  TestDrive bench = data_disc(1, 0);
  EXPECT_EQ(bench.outcome("BE 00 00 00 00 03 00 00 01 10 00 00"), "5/64/00");
  EXPECT_EQ(bench.outcome("44 00 00 00 00 03 00 00 08 00"), "5/64/00");
}

TEST(ReadCd, combinations_that_do_not_hang_together_are_refused) {
  TestDrive bench = data_disc();
  for (const std::string_view flags : {"28", "48", "68", "88", "90", "A8", "C0", "D8", "E8"}) {
    EXPECT_EQ(bench.pointed("BE 00 00 00 00 00 00 00 01 " + std::string(flags) + " 00 00"), "cdb 9.7");
  }
}

// MMC-6, CD Read feature: its C2 Flags bit is clear, and nothing is known of the sub-channels.
TEST(ReadCd, c2_and_sub_channel_are_refused) {
  TestDrive bench = data_disc();
  EXPECT_EQ(bench.pointed("BE 00 00 00 00 00 00 00 01 12 00 00"), "cdb 9.2");
  EXPECT_EQ(bench.pointed("BE 00 00 00 00 00 00 00 01 10 02 00"), "cdb 10.2");
}

// Checklist 115.
TEST(ReadCd, pre_gap_of_the_first_track_reads_as_zeros) {
  TestDrive bench = data_disc();
  EXPECT_EQ(bench.data("BE 00 FF FF FF 6A 00 00 01 20 00 00"), "00 00 00 01");
  EXPECT_EQ(scsi::size_of(bench.send("BE 00 FF FF FF 6A 00 00 96 10 00 00").segments), 150U * 2048U);
  EXPECT_NE(bench.outcome("BE 00 FF FF FF 69 00 00 01 10 00 00"), "GOOD");
}

TEST(ReadCd, block_past_the_end_is_out_of_range) {
  TestDrive bench = data_disc();
  EXPECT_EQ(bench.outcome("BE 00 00 00 00 13 00 00 01 10 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome("BE 00 00 00 00 13 00 00 02 10 00 00"), "5/21/00");
}

TEST(ReadCd, more_than_memory_may_hold_is_refused) {
  TestDrive bench = data_disc();
  EXPECT_EQ(bench.pointed("BE 00 00 00 00 00 FF FF FF 10 00 00"), "cdb 6");
}

TEST(ReadCd, dvd_and_bd_have_no_such_sectors) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_rom);
  EXPECT_EQ(bench.outcome("BE 00 00 00 00 00 00 00 01 10 00 00"), "5/30/02");
  EXPECT_EQ(bench.outcome("44 00 00 00 00 00 00 00 08 00"), "5/30/02");
}

// MMC-6, READ CD MSF command: the ending address is not read.
TEST(ReadCdMsf, reads_up_to_the_ending_address) {
  TestDrive bench = data_disc();
  EXPECT_EQ(bench.data("B9 00 00 00 02 05 00 02 08 10 00 00"), bench.data("28 00 00 00 00 05 00 00 03 00"));
  EXPECT_EQ(bench.data("B9 00 00 00 02 05 00 02 05 10 00 00"), "");
  EXPECT_EQ(bench.pointed("B9 00 00 00 02 05 00 02 04 10 00 00"), "cdb 6");
  EXPECT_EQ(bench.pointed("B9 00 00 00 3C 00 00 3C 01 10 00 00"), "cdb 3");
  EXPECT_EQ(bench.pointed("B9 00 00 00 02 05 00 02 4B 10 00 00"), "cdb 6");
}

// MMC-3, READ HEADER command.
TEST(ReadHeader, tells_mode_and_address) {
  TestDrive bench = data_disc();
  EXPECT_EQ(bench.data("44 00 00 00 00 10 00 00 08 00"), "01 00 00 00 00 00 00 10");
  EXPECT_EQ(bench.data("44 02 00 00 00 10 00 00 08 00"), "01 00 00 00 00 00 02 10");
  EXPECT_EQ(bench.outcome("44 00 00 00 00 14 00 00 08 00"), "5/21/00");
  TestDrive form_1 = data_disc(2);
  EXPECT_EQ(form_1.data("44 00 00 00 00 10 00 00 08 00"), "02 00 00 00 00 00 00 10");
}

}  // namespace
}  // namespace emulator::mmc
