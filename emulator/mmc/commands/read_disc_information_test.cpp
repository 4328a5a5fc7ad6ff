#include "emulator/mmc/commands/read_disc_information.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using base::Lba;
using media::DiscStatus;
using media::ProfileNumber;
using media::SessionState;

constexpr std::string_view standard = "51 00 00 00 00 00 00 00 22 00";

TestDrive with_layout(ProfileNumber number, media::DiscLayout layout) {
  TestDrive bench = TestDrive::with(number);
  bench.disc().stated_layout = std::move(layout);
  return bench;
}

media::Session session(std::uint16_t number, SessionState state, std::uint16_t first, std::uint16_t last) {
  return {.number = number, .state = state, .first_track = first, .last_track = last};
}

// Checklist 48.
TEST(ReadDiscInformation, blank_cd_r) {
  TestDrive bench = with_layout(ProfileNumber::cd_r, {.status = DiscStatus::blank,
                                                      .sessions = {session(1, SessionState::empty, 1, 1)},
                                                      .disc_type = 0xFF,
                                                      .last_session_lead_in_start = Lba{-11634},
                                                      .last_possible_lead_out = Lba{359849}});
  EXPECT_EQ(bench.data(standard),
            "00 20 00 01 01 01 01 20 FF 00 00 00 00 00 00 00 00 61 1A 42 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00");
}

// Checklist 49.
TEST(ReadDiscInformation, appendable_cd_r_after_one_session) {
  TestDrive bench =
      with_layout(ProfileNumber::cd_r,
                  {.status = DiscStatus::appendable,
                   .sessions = {session(1, SessionState::complete, 1, 1), session(2, SessionState::empty, 2, 2)},
                   .disc_identification = 0x12345678,
                   .last_session_lead_in_start = Lba{16750},
                   .last_possible_lead_out = Lba{359849}});
  EXPECT_EQ(bench.data(standard),
            "00 20 01 01 02 02 02 A0 00 00 00 00 12 34 56 78 00 03 2D 19 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00");
}

// Checklist 50.
TEST(ReadDiscInformation, complete_cd_r) {
  TestDrive bench = with_layout(ProfileNumber::cd_r, {.status = DiscStatus::complete,
                                                      .sessions = {session(1, SessionState::complete, 1, 1)},
                                                      .disc_identification = 0x12345678});
  EXPECT_EQ(bench.data(standard),
            "00 20 0E 01 01 01 01 A0 00 00 00 00 12 34 56 78 FF FF FF FF FF FF FF FF 00 00 00 00 00 00 00 00 00 00");
}

TEST(ReadDiscInformation, blank_dvd_plus_r) {
  TestDrive bench = with_layout(ProfileNumber::dvd_plus_r, {.status = DiscStatus::blank,
                                                            .sessions = {session(1, SessionState::empty, 1, 1)},
                                                            .last_possible_lead_out = Lba{0x230540}});
  EXPECT_EQ(bench.data(standard),
            "00 20 00 01 01 01 01 20 00 00 00 00 00 00 00 00 00 00 00 00 00 23 05 40 00 00 00 00 00 00 00 00 00 00");
}

TEST(ReadDiscInformation, pressed_disc_is_complete_and_has_no_use_restriction_to_tell) {
  TestDrive bench = with_layout(
      ProfileNumber::dvd_rom, {.status = DiscStatus::complete, .sessions = {session(1, SessionState::complete, 1, 1)}});
  EXPECT_EQ(bench.data(standard),
            "00 20 0E 01 01 01 01 00 00 00 00 00 00 00 00 00 FF FF FF FF FF FF FF FF 00 00 00 00 00 00 00 00 00 00");
}

TEST(ReadDiscInformation, open_session_is_incomplete) {
  TestDrive bench =
      with_layout(ProfileNumber::bd_r_sequential, {.status = DiscStatus::appendable,
                                                   .sessions = {session(1, SessionState::incomplete, 1, 2)},
                                                   .last_possible_lead_out = Lba{0xBA7400}});
  EXPECT_EQ(bench.data("51 00 00 00 00 00 00 00 08 00"), "00 20 05 01 01 01 02 20");
}

TEST(ReadDiscInformation, numbers_beyond_255_use_both_bytes) {
  media::DiscLayout layout{.status = DiscStatus::appendable, .is_erasable = true};
  for (std::uint16_t i = 1; i <= 0x0102; ++i) layout.sessions.push_back(session(i, SessionState::complete, i, i));
  layout.sessions.front().first_track = 1;
  layout.sessions.back() = session(0x0102, SessionState::incomplete, 0x0203, 0x0304);
  TestDrive bench = with_layout(ProfileNumber::bd_r_sequential, layout);
  EXPECT_EQ(bench.data("51 00 00 00 00 00 00 00 0C 00"), "00 20 15 01 02 03 04 20 00 01 02 03");
}

// Checklist 51.
TEST(ReadDiscInformation, length_is_the_full_one_for_two_bytes) {
  TestDrive bench = with_layout(ProfileNumber::cd_r,
                                {.status = DiscStatus::blank, .sessions = {session(1, SessionState::empty, 1, 1)}});
  EXPECT_EQ(bench.data("51 00 00 00 00 00 00 00 02 00"), "00 20");
}

TEST(ReadDiscInformation, stray_bits_are_tolerated) {
  TestDrive bench = with_layout(ProfileNumber::cd_r,
                                {.status = DiscStatus::blank, .sessions = {session(1, SessionState::empty, 1, 1)}});
  EXPECT_EQ(bench.outcome("51 F0 00 00 00 00 00 00 22 00"), "GOOD");
}

// Checklist 54.
TEST(ReadDiscInformation, bd_r_tells_its_resources) {
  TestDrive bench = with_layout(ProfileNumber::bd_r_sequential, {.status = DiscStatus::blank,
                                                                 .sessions = {session(1, SessionState::empty, 1, 1)},
                                                                 .tracks = {media::Track{.number = 1}}});
  EXPECT_EQ(bench.data("51 01 00 00 00 00 00 00 22 00"), "00 0A 20 00 1E F7 00 01 00 10 00 01");
  EXPECT_EQ(bench.data("51 02 00 00 00 00 00 00 22 00"), "00 0E 40 00 00 00 00 00 00 00 00 00 00 00 00 00");
  bench.disc().stated_layout.overwrites_left = 0x2FFE;
  EXPECT_EQ(bench.data("51 02 00 00 00 00 00 00 22 00"), "00 0E 40 00 00 00 2F FE 00 00 00 00 00 00 00 00");
}

// Checklist 54.
TEST(ReadDiscInformation, resources_of_other_discs_and_unknown_types_are_refused) {
  TestDrive cd = with_layout(ProfileNumber::cd_r,
                             {.status = DiscStatus::blank, .sessions = {session(1, SessionState::empty, 1, 1)}});
  EXPECT_EQ(cd.pointed("51 01 00 00 00 00 00 00 22 00"), "cdb 1.2");
  EXPECT_EQ(cd.pointed("51 02 00 00 00 00 00 00 22 00"), "cdb 1.2");
  TestDrive bd = with_layout(ProfileNumber::bd_r_sequential,
                             {.status = DiscStatus::blank, .sessions = {session(1, SessionState::empty, 1, 1)}});
  EXPECT_EQ(bd.pointed("51 03 00 00 00 00 00 00 22 00"), "cdb 1.2");
}

}  // namespace
}  // namespace emulator::mmc
