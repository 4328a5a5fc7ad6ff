#include "driver/mmc/commands/read_track_information.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

using base::BlockCount;
using base::Lba;

TEST(ReadTrackInformation, blank_dvd_plus_r_by_the_invisible_track) {
  ScriptedDrive drive;
  drive.script.answers(
      "52 01 00 00 00 FF 00 00 24 00",
      "00 2E 01 01 00 07 41 01 00 00 00 00 00 00 00 00 00 23 05 40 00 00 00 10 00 23 05 40 00 00 00 00 "
      "00 00 00 00");
  const auto track = read_track_information(drive.device, invisible_track);
  ASSERT_TRUE(track) << describe(track.error());
  EXPECT_EQ(track->track, 1);
  EXPECT_TRUE(track->is_blank);
  EXPECT_FALSE(track->is_reserved);
  EXPECT_TRUE(track->is_data());
  EXPECT_EQ(track->next_writable, Lba{0});
  EXPECT_EQ(track->free_blocks, BlockCount{2295104});
  EXPECT_EQ(track->packet_size, BlockCount{16});
  EXPECT_FALSE(track->last_recorded);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(ReadTrackInformation, next_writable_address_is_signed) {
  ScriptedDrive drive;
  drive.script.answers(
      "52 01 00 00 00 FF 00 00 24 00",
      "00 2E 01 01 00 04 4F 01 00 00 00 00 FF FF FF 6A 00 05 7D A9 00 00 00 00 00 05 7D A9 00 00 00 00 "
      "00 00 00 00");
  const auto track = read_track_information(drive.device, invisible_track);
  ASSERT_TRUE(track);
  EXPECT_EQ(track->next_writable, Lba{-150});
}

TEST(ReadTrackInformation, every_field_of_a_written_track) {
  ScriptedDrive drive;
  drive.script.answers(
      "52 01 00 00 01 02 00 00 24 00",
      "12 34 05 06 00 95 5A 02 01 23 45 67 12 34 56 78 23 45 67 89 34 56 78 9A 45 67 89 AB 56 78 9A BC "
      "07 08 00 00");
  const auto track = read_track_information(drive.device, 0x0102);
  ASSERT_TRUE(track);
  EXPECT_EQ(track->track, 0x0705);
  EXPECT_EQ(track->session, 0x0806);
  EXPECT_EQ(track->track_mode, 5);
  EXPECT_FALSE(track->is_damaged);
  EXPECT_FALSE(track->is_reserved);
  EXPECT_TRUE(track->is_blank);
  EXPECT_FALSE(track->is_packet);
  EXPECT_TRUE(track->is_fixed_packet);
  EXPECT_EQ(track->data_mode, 0xA);
  EXPECT_FALSE(track->next_writable);
  EXPECT_EQ(track->start, Lba{0x01234567});
  EXPECT_EQ(track->free_blocks, BlockCount{0x23456789});
  EXPECT_EQ(track->packet_size, BlockCount{0x3456789A});
  EXPECT_EQ(track->size, BlockCount{0x456789AB});
  EXPECT_EQ(track->last_recorded, Lba{0x56789ABC});
}

TEST(ReadTrackInformation, block_of_an_old_drive_has_no_upper_halves) {
  ScriptedDrive drive;
  drive.script.answers("52 01 00 00 00 02 00 00 24 00",
                       "00 1A 02 01 00 24 21 02 00 01 38 80 00 00 00 00 00 00 00 00 00 00 00 10 00 00 4E 20");
  const auto track = read_track_information(drive.device, 2);
  ASSERT_TRUE(track);
  EXPECT_EQ(track->track, 2);
  EXPECT_TRUE(track->is_damaged);
  EXPECT_TRUE(track->is_packet);
  EXPECT_FALSE(track->last_recorded);
  EXPECT_EQ(track->range(), (base::BlockRange{Lba{0x13880}, BlockCount{0x4E20}}));
}

TEST(ReadTrackInformation, block_without_a_size_is_malformed) {
  ScriptedDrive drive;
  drive.script.answers("52 01 00 00 00 01 00 00 24 00", "00 06 01 01 00 04 41 01");
  const auto track = read_track_information(drive.device, 1);
  ASSERT_FALSE(track);
  EXPECT_EQ(track.error().kind, DriveError::Kind::malformed);
}

}  // namespace
}  // namespace driver::mmc
