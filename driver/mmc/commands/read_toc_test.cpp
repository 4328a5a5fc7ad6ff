#include "driver/mmc/commands/read_toc.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

TEST(ReadToc, one_data_track_and_the_lead_out) {
  ScriptedDrive drive;
  drive.script.answers("43 00 00 00 00 00 00 03 24 00", "00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 00 00 10");
  const auto toc = read_toc(drive.device);
  ASSERT_TRUE(toc) << describe(toc.error());
  EXPECT_EQ(toc->first_track, 1);
  EXPECT_EQ(toc->last_track, 1);
  ASSERT_EQ(toc->entries.size(), 2U);
  EXPECT_EQ(toc->entries[0].control, 4);
  EXPECT_EQ(toc->entries[1].track, lead_out_track);
  EXPECT_EQ(toc->entries[1].start, base::Lba{16});
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(ReadToc, bytes_behind_the_announced_length_are_not_looked_at) {
  ScriptedDrive drive;
  drive.script.answers("43 00 00 00 00 00 00 03 24 00", "00 0A 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 00 00 10");
  const auto toc = read_toc(drive.device);
  ASSERT_TRUE(toc);
  EXPECT_EQ(toc->entries.size(), 1U);
}

TEST(ReadToc, session_information_of_a_third_session) {
  ScriptedDrive drive;
  drive.script.answers("43 00 01 00 00 00 00 00 0C 00", "00 0A 01 03 00 14 05 00 00 01 38 80");
  const auto sessions = read_session_information(drive.device);
  ASSERT_TRUE(sessions) << describe(sessions.error());
  EXPECT_EQ(sessions->first_session, 1);
  EXPECT_EQ(sessions->last_session, 3);
  EXPECT_EQ(sessions->first_track, 5);
  EXPECT_EQ(sessions->start, base::Lba{80000});
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(ReadToc, atip_of_a_cd_r) {
  ScriptedDrive drive;
  drive.script.answers("43 02 04 00 00 00 00 00 1C 00",
                       "00 1A 00 00 D0 00 A0 00 61 1A 42 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00 00 00 00");
  const auto atip = read_atip(drive.device);
  ASSERT_TRUE(atip) << describe(atip.error());
  EXPECT_FALSE(atip->is_rewritable);
  EXPECT_EQ(atip->lead_in_start, (Msf{97, 26, 66}));
  EXPECT_EQ(atip->last_possible_lead_out, (Msf{79, 59, 74}));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(ReadToc, atip_of_a_cd_rw_says_so) {
  ScriptedDrive drive;
  drive.script.answers("43 02 04 00 00 00 00 00 1C 00",
                       "00 1A 00 00 B1 40 C4 00 61 1A 43 00 4A 00 00 00 12 34 56 00 00 00 00 00 00 00 00 00");
  const auto atip = read_atip(drive.device);
  ASSERT_TRUE(atip);
  EXPECT_TRUE(atip->is_rewritable);
}

}  // namespace
}  // namespace driver::mmc
