#include "driver/mmc/commands/close_track_session.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

constexpr std::string_view tur = "00 00 00 00 00 00";

TEST(CloseTrackSession, track_session_and_disc_have_their_functions) {
  ScriptedDrive drive;
  drive.script.answers("5B 01 01 00 01 02 00 00 00 00")
      .answers(tur)
      .answers("5B 01 02 00 00 00 00 00 00 00")
      .answers(tur)
      .answers("5B 01 06 00 00 00 00 00 00 00")
      .answers(tur);
  EXPECT_TRUE(close_track_session(drive.device, CloseFunction::track, 0x0102));
  EXPECT_TRUE(close_track_session(drive.device, CloseFunction::session, 0x0102));
  EXPECT_TRUE(close_track_session(drive.device, CloseFunction::finalize, 0x0102));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(CloseTrackSession, is_waited_for_with_progress) {
  ScriptedDrive drive;
  drive.script.answers("5B 01 02 00 00 00 00 00 00 00").refuses(tur, operation_half_done).answers(tur).answers(tur);
  EXPECT_TRUE(close_track_session(drive.device, CloseFunction::session, 1));
  ASSERT_EQ(drive.remarks.waits.size(), 1U);
  EXPECT_EQ(drive.remarks.waits[0].progress, 0x8000);
}

TEST(CloseTrackSession, is_not_sent_to_a_drive_that_was_reset) {
  ScriptedDrive drive;
  drive.script.refuses("5B 01 02 00 00 00 00 00 00 00", power_on);
  EXPECT_FALSE(close_track_session(drive.device, CloseFunction::session, 1));
}

}  // namespace
}  // namespace driver::mmc
