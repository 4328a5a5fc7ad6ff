#include "driver/mmc/commands/get_configuration.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

constexpr std::string_view header_question = "46 00 00 00 00 00 00 00 08 00";

TEST(GetConfiguration, asks_for_the_header_then_for_all) {
  ScriptedDrive drive;
  drive.script.answers(header_question, "00 00 00 28 00 00 00 09")
      .answers("46 00 00 00 00 00 00 00 2C 00",
               "00 00 00 28 00 00 00 09"
               " 00 00 03 08 00 11 00 00 00 09 01 00"
               " 00 2D 09 04 46 00 35 0F"
               " 00 2E 05 04 6F 00 0C A8"
               " 01 07 15 04 1F 00 00 00");
  const auto configuration = get_configuration(drive.device);
  ASSERT_TRUE(configuration) << describe(configuration.error());
  EXPECT_EQ(configuration->current_profile, profile_number::cd_r);
  ASSERT_EQ(configuration->features.size(), 4U);
  const auto profiles = configuration->profiles();
  ASSERT_EQ(profiles.size(), 2U);
  EXPECT_EQ(profiles[0].profile, profile_number::dvd_r_sequential);
  EXPECT_FALSE(profiles[0].is_current);
  EXPECT_TRUE(profiles[1].is_current);
  const CdTrackAtOnce tao = cd_track_at_once(*configuration);
  EXPECT_TRUE(tao.buffer_underrun_free);
  EXPECT_TRUE(tao.test_write);
  const CdMastering mastering = cd_mastering(*configuration);
  EXPECT_TRUE(mastering.session_at_once);
  EXPECT_EQ(mastering.maximum_cue_sheet_bytes, 0x0CA8U);
  const RealTimeStreaming streaming = real_time_streaming(*configuration);
  EXPECT_TRUE(streaming.write_speed_list);
  EXPECT_TRUE(streaming.stream_writing);
  EXPECT_EQ(configuration->find(feature_code::real_time_streaming)->version, 5);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(GetConfiguration, feature_that_is_not_current_promises_nothing) {
  ScriptedDrive drive;
  drive.script.answers(header_question, "00 00 00 0C 00 00 00 41")
      .answers("46 00 00 00 00 00 00 00 10 00", "00 00 00 0C 00 00 00 41 00 2E 04 04 6F 00 0C A8");
  const auto configuration = get_configuration(drive.device);
  ASSERT_TRUE(configuration);
  EXPECT_NE(configuration->find(feature_code::cd_mastering), nullptr);
  EXPECT_FALSE(configuration->is_current(feature_code::cd_mastering));
  EXPECT_FALSE(cd_mastering(*configuration).session_at_once);
}

TEST(GetConfiguration, descriptor_past_the_end_ends_the_list) {
  ScriptedDrive drive;
  drive.script.answers(header_question, "00 00 00 10 00 00 00 00")
      .answers("46 00 00 00 00 00 00 00 14 00", "00 00 00 10 00 00 00 00 00 01 0B 08 00 00 00 01 01 00 00 00");
  const auto configuration = get_configuration(drive.device);
  ASSERT_TRUE(configuration);
  EXPECT_EQ(configuration->features.size(), 1U);

  ScriptedDrive cut;
  cut.script.answers(header_question, "00 00 00 10 00 00 00 00")
      .answers("46 00 00 00 00 00 00 00 14 00", "00 00 00 10 00 00 00 00 00 01 0B 08 00 00 00 01");
  const auto shorter = get_configuration(cut.device);
  ASSERT_TRUE(shorter);
  EXPECT_TRUE(shorter->features.empty());
}

TEST(GetConfiguration, announced_length_is_limited_to_what_can_be_asked_for) {
  ScriptedDrive drive;
  drive.script.answers(header_question, "FF FF FF F0 00 00 00 00")
      .answers("46 00 00 00 00 00 00 FF FC 00", "FF FF FF F0 00 00 00 00");
  EXPECT_TRUE(get_configuration(drive.device));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

}  // namespace
}  // namespace driver::mmc
