#include "driver/mmc/commands/read_disc_information.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

constexpr std::string_view question = "51 00 00 00 00 00 00 00 22 00";

DiscInformation answered(std::string_view reply) {
  ScriptedDrive drive;
  drive.script.answers(question, reply);
  const auto information = read_disc_information(drive.device);
  EXPECT_TRUE(information) << describe(information.error());
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
  return information.value_or(DiscInformation{});
}

TEST(ReadDiscInformation, blank_cd_r) {
  const auto disc =
      answered("00 20 00 01 01 01 01 20 FF 00 00 00 00 00 00 00 00 61 1A 42 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(disc.status, DiscStatus::blank);
  EXPECT_EQ(disc.last_session_state, SessionState::empty);
  EXPECT_EQ(disc.sessions, 1);
  EXPECT_EQ(disc.closed_sessions(), 0);
  EXPECT_FALSE(disc.disc_identification);
  EXPECT_EQ(disc.last_possible_lead_out, 0x004F3B4AU);
}

// HL-DT-ST GH22LS40 was seen to say so of a damaged disc: appendable, and nothing on it.
TEST(ReadDiscInformation, no_session_at_all_is_none_that_is_closed) {
  const auto disc =
      answered("00 20 01 00 00 00 00 20 FF 00 00 00 00 00 00 00 00 61 1A 42 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(disc.closed_sessions(), 0);
}

TEST(ReadDiscInformation, appendable_cd_r) {
  const auto disc =
      answered("00 20 01 01 02 02 02 A0 00 00 00 00 12 34 56 78 00 03 2D 19 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(disc.status, DiscStatus::appendable);
  EXPECT_EQ(disc.closed_sessions(), 1);
  EXPECT_EQ(disc.first_track_in_last_session, 2);
  EXPECT_EQ(disc.disc_identification, 0x12345678U);
}

TEST(ReadDiscInformation, numbers_of_more_than_a_byte) {
  const auto disc =
      answered("12 34 B6 05 06 07 08 56 10 09 0A 0B 01 23 45 67 12 34 56 78 9A BC DE F0 00 12 34 56 78 9A BC DE 2A 03");
  EXPECT_EQ(disc.status, DiscStatus::complete);
  EXPECT_EQ(disc.last_session_state, SessionState::incomplete);
  EXPECT_TRUE(disc.is_erasable);
  EXPECT_EQ(disc.first_track, 5);
  EXPECT_EQ(disc.sessions, 0x0906);
  EXPECT_EQ(disc.first_track_in_last_session, 0x0A07);
  EXPECT_EQ(disc.last_track_in_last_session, 0x0B08);
  EXPECT_EQ(disc.disc_type, 0x10);
  EXPECT_EQ(disc.last_possible_lead_out, 0x9ABCDEF0U);
}

TEST(ReadDiscInformation, short_reply_and_short_announcement_are_malformed) {
  for (const std::string_view reply : {"00 20 00 01",
                                       "00 02 00 01 01 01 01 20 FF 00 00 00 00 00 00 00 00 61 1A 42 00 4F 3B "
                                       "4A 00 00 00 00 00 00 00 00 00 00"}) {
    ScriptedDrive drive;
    drive.script.answers(question, reply);
    const auto information = read_disc_information(drive.device);
    ASSERT_FALSE(information);
    EXPECT_EQ(information.error().kind, DriveError::Kind::malformed);
  }
}

TEST(ReadDiscInformation, states_have_the_words_of_the_trace_format) {
  EXPECT_EQ(name_of(DiscStatus::blank), "blank");
  EXPECT_EQ(name_of(DiscStatus::appendable), "appendable");
  EXPECT_EQ(name_of(DiscStatus::complete), "complete");
  EXPECT_EQ(name_of(DiscStatus::other), "other");
  EXPECT_EQ(name_of(SessionState::incomplete), "incomplete");
}

}  // namespace
}  // namespace driver::mmc
