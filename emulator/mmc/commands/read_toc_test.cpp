#include "emulator/mmc/commands/read_toc.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using base::BlockCount;
using base::Lba;
using media::DiscStatus;
using media::ProfileNumber;
using media::Session;
using media::SessionState;
using media::Track;

Session complete(std::uint16_t number, std::uint16_t track, std::int64_t start, std::int64_t lead_out) {
  return {.number = number,
          .state = SessionState::complete,
          .first_track = track,
          .last_track = track,
          .start = Lba{start},
          .lead_out = Lba{lead_out}};
}

Track track(std::uint16_t number, std::uint16_t session, std::int64_t start, std::int64_t size) {
  return {.number = number, .session = session, .start = Lba{start}, .size = BlockCount{size}, .is_closed = true};
}

Track invisible(std::uint16_t number, std::uint16_t session, std::int64_t start) {
  return {.number = number, .session = session, .start = Lba{start}, .is_blank = true, .is_invisible = true};
}

TestDrive with_layout(ProfileNumber number, media::DiscLayout layout) {
  TestDrive bench = TestDrive::with(number);
  bench.disc().stated_layout = std::move(layout);
  return bench;
}

const base::ByteBuffer atip_of_cmc{0xD0, 0, 0xA0, 0, 0x61, 0x1A, 0x42, 0, 0x4F, 0x3B, 0x4A, 0,
                                   0,    0, 0,    0, 0,    0,    0,    0, 0,    0,    0,    0};

// Session 1 of one track of 10000 blocks, and room for another.
TestDrive appendable_cd_r() {
  TestDrive bench =
      with_layout(ProfileNumber::cd_r,
                  {.status = DiscStatus::appendable,
                   .sessions = {complete(1, 1, 0, 10000),
                                {.number = 2, .state = SessionState::empty, .first_track = 2, .last_track = 2}},
                   .tracks = {track(1, 1, 0, 10000), invisible(2, 2, 21400)},
                   .last_session_lead_in_start = Lba{16750}});
  bench.disc().stated_identity.atip = atip_of_cmc;
  return bench;
}

// Two sessions, and nothing more for ever.
TestDrive complete_cd_r() {
  TestDrive bench =
      with_layout(ProfileNumber::cd_r, {.status = DiscStatus::complete,
                                        .sessions = {complete(1, 1, 0, 10000), complete(2, 2, 21400, 22000)},
                                        .tracks = {track(1, 1, 0, 10000), track(2, 2, 21400, 600)}});
  bench.disc().stated_identity.atip = atip_of_cmc;
  return bench;
}

// Checklist 69.
TEST(Toc, one_data_track_and_the_lead_out) {
  TestDrive bench = with_layout(
      ProfileNumber::cd_rom,
      {.status = DiscStatus::complete, .sessions = {complete(1, 1, 0, 16)}, .tracks = {track(1, 1, 0, 16)}});
  EXPECT_EQ(bench.data("43 00 00 00 00 00 00 03 24 00"), "00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 00 00 10");
  EXPECT_EQ(bench.data("43 02 00 00 00 00 00 03 24 00"), "00 12 01 01 00 14 01 00 00 00 02 00 00 14 AA 00 00 00 02 10");
}

TEST(Toc, begins_at_the_track_that_is_asked_for) {
  TestDrive bench = complete_cd_r();
  EXPECT_EQ(bench.data("43 00 00 00 00 00 02 03 24 00"), "00 12 01 02 00 14 02 00 00 00 53 98 00 14 AA 00 00 00 55 F0");
  EXPECT_EQ(bench.data("43 00 00 00 00 00 AA 03 24 00"), "00 0A 01 02 00 14 AA 00 00 00 55 F0");
}

// Checklist 69.
TEST(Toc, track_after_the_last_is_an_invalid_field) {
  TestDrive bench = complete_cd_r();
  EXPECT_EQ(bench.pointed("43 00 00 00 00 00 03 03 24 00"), "cdb 6");
  EXPECT_EQ(bench.pointed("43 00 00 00 00 00 A9 03 24 00"), "cdb 6");
  EXPECT_EQ(bench.pointed("43 00 00 00 00 00 AB 03 24 00"), "cdb 6");
}

TEST(Toc, tells_only_of_complete_sessions) {
  TestDrive bench = appendable_cd_r();
  EXPECT_EQ(bench.data("43 00 00 00 00 00 00 03 24 00"), "00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 00 27 10");
}

TEST(Toc, disc_without_a_complete_session_has_none) {
  for (const auto number : {ProfileNumber::cd_r, ProfileNumber::dvd_plus_r, ProfileNumber::bd_r_sequential}) {
    TestDrive bench = with_layout(number, {.status = DiscStatus::blank,
                                           .sessions = {{.number = 1, .first_track = 1, .last_track = 1}},
                                           .tracks = {invisible(1, 1, 0)}});
    for (const std::string format : {"00", "01", "02"}) {
      EXPECT_EQ(bench.outcome("43 00 " + format + " 00 00 00 00 03 24 00"), "5/24/00") << format;
    }
  }
}

TEST(Toc, dvd_and_bd_tracks_are_data_whatever_their_mode) {
  TestDrive bench =
      with_layout(ProfileNumber::dvd_plus_r, {.status = DiscStatus::complete,
                                              .sessions = {complete(1, 1, 0, 192), complete(2, 2, 2240, 2400)},
                                              .tracks = {track(1, 1, 0, 192), track(2, 2, 2240, 160)}});
  bench.disc().stated_layout.tracks[0].track_mode = 7;
  EXPECT_EQ(bench.data("43 00 00 00 00 00 00 03 24 00"),
            "00 1A 01 02 00 14 01 00 00 00 00 00 00 14 02 00 00 00 08 C0 00 14 AA 00 00 00 09 60");
}

TEST(Toc, tracks_beyond_99_are_left_out) {
  media::DiscLayout layout{.status = DiscStatus::complete};
  for (std::uint16_t i = 1; i <= 120; ++i) {
    layout.sessions.push_back(complete(i, i, i * 32, i * 32 + 32));
    layout.tracks.push_back(track(i, i, i * 32, 32));
  }
  TestDrive bench = with_layout(ProfileNumber::bd_r_sequential, layout);
  EXPECT_EQ(bench.data("43 00 00 00 00 00 00 00 04 00"), "03 22 01 63");
}

// Checklist 70.
TEST(SessionInformation, first_track_of_the_last_complete_session) {
  TestDrive one = with_layout(
      ProfileNumber::dvd_rom,
      {.status = DiscStatus::complete, .sessions = {complete(1, 1, 0, 16)}, .tracks = {track(1, 1, 0, 16)}});
  EXPECT_EQ(one.data("43 00 01 00 00 00 00 00 0C 00"), "00 0A 01 01 00 14 01 00 00 00 00 00");
  TestDrive two = complete_cd_r();
  EXPECT_EQ(two.data("43 00 01 00 00 00 00 00 0C 00"), "00 0A 01 02 00 14 02 00 00 00 53 98");
  EXPECT_EQ(two.data("43 02 01 00 00 00 00 00 0C 00"), "00 0A 01 02 00 14 02 00 00 04 2F 19");
}

TEST(SessionInformation, old_callers_keep_the_format_in_the_control_byte) {
  TestDrive bench = complete_cd_r();
  EXPECT_EQ(bench.data("43 00 00 00 00 00 00 00 0C 40"), "00 0A 01 02 00 14 02 00 00 00 53 98");
  EXPECT_EQ(bench.data("43 00 00 00 00 00 00 00 04 80"), bench.data("43 00 02 00 00 00 00 00 04 00"));
}

TEST(FullToc, appendable_disc_points_at_the_next_program_area) {
  TestDrive bench = appendable_cd_r();
  EXPECT_EQ(bench.data("43 02 02 00 00 00 01 08 40 00"),
            "00 44 01 01 "
            "01 14 00 A0 00 00 00 00 01 00 00 "
            "01 14 00 A1 00 00 00 00 01 00 00 "
            "01 14 00 A2 00 00 00 00 02 0F 19 "
            "01 14 00 01 00 00 00 00 00 02 00 "
            "01 54 00 B0 04 2D 19 02 4F 3B 4A "
            "01 54 00 C0 D0 00 00 00 61 1A 42");
}

// Checklist 71.
TEST(FullToc, last_session_of_a_complete_disc_has_no_pointer) {
  TestDrive bench = complete_cd_r();
  EXPECT_EQ(bench.data("43 02 02 00 00 00 02 08 40 00"),
            "00 2E 01 02 "
            "02 14 00 A0 00 00 00 00 02 00 00 "
            "02 14 00 A1 00 00 00 00 02 00 00 "
            "02 14 00 A2 00 00 00 00 04 37 19 "
            "02 14 00 02 00 00 00 00 04 2F 19");
}

// Checklist 71.
TEST(FullToc, first_session_of_two_points_at_the_second) {
  TestDrive bench = complete_cd_r();
  const std::string reply = bench.data("43 02 02 00 00 00 01 08 40 00");
  EXPECT_NE(reply.find("01 54 00 B0 04 2D 19 02"), std::string::npos);
}

TEST(FullToc, session_after_the_last_is_an_invalid_field) {
  TestDrive bench = complete_cd_r();
  EXPECT_EQ(bench.pointed("43 02 02 00 00 00 03 08 40 00"), "cdb 6");
}

TEST(Pma, names_the_tracks_with_start_and_stop) {
  TestDrive bench = appendable_cd_r();
  EXPECT_EQ(bench.data("43 02 03 00 00 00 00 08 40 00"), "00 0D 00 00 00 14 00 01 02 0F 19 00 00 02 00");
}

// Checklist 72.
TEST(Atip, is_the_special_information_of_the_disc) {
  TestDrive bench = appendable_cd_r();
  EXPECT_EQ(bench.data("43 02 04 00 00 00 00 00 1C 00"),
            "00 1A 00 00 D0 00 A0 00 61 1A 42 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data("43 02 04 00 00 00 00 00 04 00"), "00 1A 00 00");
}

TEST(Atip, pressed_cd_has_neither_atip_nor_pma) {
  TestDrive bench = with_layout(
      ProfileNumber::cd_rom,
      {.status = DiscStatus::complete, .sessions = {complete(1, 1, 0, 16)}, .tracks = {track(1, 1, 0, 16)}});
  EXPECT_EQ(bench.outcome("43 02 04 00 00 00 00 00 1C 00"), "5/24/00");
  EXPECT_EQ(bench.outcome("43 02 03 00 00 00 00 00 1C 00"), "5/24/00");
}

// Checklist 73.
TEST(CdText, disc_without_any_has_an_empty_list) {
  TestDrive bench = appendable_cd_r();
  EXPECT_EQ(bench.data("43 00 05 00 00 00 00 0F FF 00"), "00 02 00 00");
}

// Checklist 74.
TEST(CdFormats, are_refused_on_dvd_and_bd) {
  for (const auto number : {ProfileNumber::dvd_rom, ProfileNumber::bd_rom}) {
    TestDrive bench = with_layout(
        number, {.status = DiscStatus::complete, .sessions = {complete(1, 1, 0, 16)}, .tracks = {track(1, 1, 0, 16)}});
    for (const std::string format : {"02", "03", "04", "05"}) {
      EXPECT_EQ(bench.outcome("43 02 " + format + " 00 00 00 00 00 1C 00"), "5/24/00") << format;
    }
  }
}

TEST(CdFormats, unknown_formats_are_refused) {
  TestDrive bench = appendable_cd_r();
  EXPECT_EQ(bench.pointed("43 00 06 00 00 00 00 00 1C 00"), "cdb 2.3");
  EXPECT_EQ(bench.pointed("43 00 0F 00 00 00 00 00 1C 00"), "cdb 2.3");
}

// A real BD-R in pseudo overwrite use, with three tracks in its open session, shows one.
TEST(ReadToc, open_disc_with_pseudo_overwrite_is_one_track_of_all_that_was_formatted) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  media::DiscLayout& disc = bench.disc().stated_layout;
  disc.status = media::DiscStatus::appendable;
  disc.sessions = {{.number = 1, .state = media::SessionState::incomplete, .first_track = 1, .last_track = 3}};
  disc.tracks = {{.number = 1, .session = 1, .size = base::BlockCount{64}, .is_closed = true},
                 {.number = 2, .session = 1, .start = base::Lba{64}, .size = base::BlockCount{32}, .is_closed = true},
                 {.number = 3, .session = 1, .start = base::Lba{96}, .is_blank = true, .is_invisible = true}};
  EXPECT_EQ(bench.outcome("43 00 00 00 00 00 00 00 FF 00"), "5/24/00") << "not formatted";
  disc.formatted_capacity = base::BlockCount{0xB47400};
  disc.overwrites_left = 5;
  EXPECT_EQ(bench.data("43 00 00 00 00 00 00 00 FF 00"), "00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 B4 74 00");
  EXPECT_EQ(bench.data("43 00 01 00 00 00 00 00 FF 00"), "00 0A 01 01 00 14 01 00 00 00 00 00");
  disc.tracks = {disc.tracks.back()};
  EXPECT_EQ(bench.outcome("43 00 00 00 00 00 00 00 FF 00"), "5/24/00") << "nothing is recorded";
}

}  // namespace
}  // namespace emulator::mmc
