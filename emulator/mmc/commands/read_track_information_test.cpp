#include "emulator/mmc/commands/read_track_information.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using base::BlockCount;
using base::Lba;
using media::ProfileNumber;
using media::Track;

constexpr std::string_view track_1 = "52 01 00 00 00 01 00 00 30 00";
constexpr std::string_view open_track = "52 01 00 00 00 FF 00 00 30 00";

TestDrive with_tracks(ProfileNumber number, std::vector<Track> tracks,
                      std::optional<std::uint32_t> read_compatibility = {}) {
  TestDrive bench = TestDrive::with(number);
  bench.disc().stated_layout.tracks = std::move(tracks);
  bench.disc().stated_layout.read_compatibility_lba = read_compatibility;
  return bench;
}

// A closed track of session 1 from 0, the open one of session 2 from 12000.
TestDrive two_sessions() {
  return with_tracks(ProfileNumber::cd_r, {Track{.number = 1,
                                                 .session = 1,
                                                 .start = Lba{0},
                                                 .size = BlockCount{602},
                                                 .last_recorded = Lba{599},
                                                 .is_closed = true},
                                           Track{.number = 2,
                                                 .session = 2,
                                                 .start = Lba{12000},
                                                 .size = BlockCount{1000},
                                                 .free_blocks = BlockCount{1000},
                                                 .next_writable = Lba{12000},
                                                 .data_mode = 0xF,
                                                 .is_blank = true,
                                                 .is_invisible = true}});
}

TEST(ReadTrackInformation, blank_dvd_plus_r_has_forty_bytes) {
  TestDrive bench = with_tracks(ProfileNumber::dvd_plus_r,
                                {Track{.number = 1,
                                       .session = 1,
                                       .start = Lba{0},
                                       .size = BlockCount{0x230540},
                                       .free_blocks = BlockCount{0x230540},
                                       .next_writable = Lba{0},
                                       .track_mode = 7,
                                       .packet_size = 16,
                                       .is_blank = true}},
                                0x042000);
  EXPECT_EQ(bench.data(track_1),
            "00 26 01 01 00 07 41 01 00 00 00 00 00 00 00 00 00 23 05 40 00 00 00 10 00 23 05 40 00 00 00 00 00 00 00 "
            "00 00 04 20 00");
}

TEST(ReadTrackInformation, blank_cd_r) {
  TestDrive bench = with_tracks(ProfileNumber::cd_r, {Track{.number = 1,
                                                            .session = 1,
                                                            .start = Lba{0},
                                                            .size = BlockCount{0x57DA9},
                                                            .free_blocks = BlockCount{0x57DA9},
                                                            .next_writable = Lba{0},
                                                            .data_mode = 0xF,
                                                            .is_blank = true}});
  EXPECT_EQ(bench.data(track_1),
            "00 22 01 01 00 04 4F 01 00 00 00 00 00 00 00 00 00 05 7D A9 00 00 00 00 00 05 7D A9 00 00 00 00 00 00 00 "
            "00");
}

// Checklist 62.
TEST(ReadTrackInformation, blank_bd_r) {
  TestDrive bench = with_tracks(ProfileNumber::bd_r_sequential, {Track{.number = 1,
                                                                       .session = 1,
                                                                       .start = Lba{0},
                                                                       .size = BlockCount{0xBA7400},
                                                                       .free_blocks = BlockCount{0xBA7400},
                                                                       .next_writable = Lba{0},
                                                                       .packet_size = 32,
                                                                       .is_blank = true,
                                                                       .is_packet = true}});
  EXPECT_EQ(bench.data(track_1),
            "00 22 01 01 00 04 61 01 00 00 00 00 00 00 00 00 00 BA 74 00 00 00 00 20 00 BA 74 00 00 00 00 00 00 00 00 "
            "00");
}

// Checklist 66.
TEST(ReadTrackInformation, next_writable_address_of_session_at_once_is_minus_150) {
  TestDrive bench = two_sessions();
  bench.disc().stated_layout.tracks[1].next_writable = Lba{-150};
  EXPECT_EQ(bench.data(open_track).substr(12 * 3, 11), "FF FF FF 6A");
}

// Checklist 61.
TEST(ReadTrackInformation, closed_track_has_no_next_writable_address_and_tells_its_last_block) {
  TestDrive bench = two_sessions();
  EXPECT_EQ(bench.data(track_1),
            "00 22 01 01 00 04 01 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02 5A 00 00 02 57 00 00 00 "
            "00");
}

TEST(ReadTrackInformation, state_bits_each_have_their_place) {
  TestDrive bench = two_sessions();
  Track& track = bench.disc().stated_layout.tracks[0];
  track.is_damaged = track.is_reserved = track.is_packet = track.is_fixed_packet = true;
  track.data_mode = 2;
  track.track_mode = 5;
  EXPECT_EQ(bench.data(track_1).substr(5 * 3, 8), "25 B2 02");
}

TEST(ReadTrackInformation, track_is_found_by_block_number_and_session) {
  TestDrive bench = two_sessions();
  EXPECT_EQ(bench.data("52 00 00 00 02 59 00 00 04 00"), "00 22 01 01");
  EXPECT_EQ(bench.data("52 00 00 00 2E E0 00 00 04 00"), "00 22 02 02");
  EXPECT_EQ(bench.data("52 01 00 00 00 02 00 00 04 00"), "00 22 02 02");
  EXPECT_EQ(bench.data("52 02 00 00 00 01 00 00 04 00"), "00 22 01 01");
  EXPECT_EQ(bench.data("52 02 00 00 00 02 00 00 04 00"), "00 22 02 02");
}

// Checklist 55.
TEST(ReadTrackInformation, ffh_is_the_invisible_track_and_else_the_open_one) {
  TestDrive bench = two_sessions();
  EXPECT_EQ(bench.data("52 01 00 00 00 FF 00 00 04 00"), "00 22 02 02");
  bench.disc().stated_layout.tracks[1].is_invisible = false;
  EXPECT_EQ(bench.data("52 01 00 00 00 FF 00 00 04 00"), "00 22 02 02");
  bench.disc().stated_layout.tracks.pop_back();
  EXPECT_EQ(bench.outcome(open_track), "5/24/00");
}

// Checklist 55.
TEST(ReadTrackInformation, numbers_out_of_range_are_invalid_fields_and_blocks_are_out_of_range) {
  TestDrive bench = two_sessions();
  EXPECT_EQ(bench.pointed("52 01 00 00 00 00 00 00 30 00"), "cdb 2");
  EXPECT_EQ(bench.pointed("52 01 00 00 00 03 00 00 30 00"), "cdb 2");
  EXPECT_EQ(bench.pointed("52 02 00 00 00 03 00 00 30 00"), "cdb 2");
  EXPECT_EQ(bench.pointed("52 03 00 00 00 01 00 00 30 00"), "cdb 1.1");
  EXPECT_EQ(bench.outcome("52 00 00 00 02 5A 00 00 30 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("52 00 00 00 32 C8 00 00 30 00"), "5/21/00");
  EXPECT_EQ(bench.outcome("52 00 7F FF FF FF 00 00 30 00"), "5/21/00");
}

// Checklist 57.
TEST(ReadTrackInformation, every_allocation_that_hosts_use_is_cut_and_tells_the_full_length) {
  TestDrive bench = two_sessions();
  for (const std::uint8_t room : {8, 16, 20, 28, 32, 36, 48}) {
    const base::ByteBuffer cdb{0x52, 1, 0, 0, 0, 1, 0, 0, room, 0};
    const base::ByteBuffer reply = scsi::gather(bench.send(base::format_hex(cdb)).segments);
    EXPECT_EQ(reply.size(), std::min<std::size_t>(room, 36));
    EXPECT_EQ(reply[1], 0x22);
  }
}

TEST(ReadTrackInformation, numbers_beyond_255_use_both_bytes) {
  TestDrive bench = with_tracks(ProfileNumber::bd_r_sequential, {Track{.number = 0x0102, .session = 0x0304}});
  const std::string reply = bench.data("52 01 00 00 01 02 00 00 30 00");
  EXPECT_EQ(reply.substr(0, 11), "00 22 02 04");
  EXPECT_EQ(reply.substr(32 * 3, 5), "01 03");
}

}  // namespace
}  // namespace emulator::mmc
