#include "driver/drive/facts.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::drive {
namespace {

using base::BlockCount;
using base::Lba;
using mmc::ScriptedDrive;

constexpr std::string_view tur = "00 00 00 00 00 00";
constexpr std::string_view inquiry = "12 00 00 00 24 00";
constexpr std::string_view configuration_header = "46 00 00 00 00 00 00 00 08 00";
constexpr std::string_view configuration_20 = "46 00 00 00 00 00 00 00 14 00";
constexpr std::string_view buffer = "5C 00 00 00 00 00 00 00 0C 00";
constexpr std::string_view disc = "51 00 00 00 00 00 00 00 22 00";
constexpr std::string_view capacity = "25 00 00 00 00 00 00 00 00 00";
constexpr std::string_view formats = "23 00 00 00 00 00 00 00 FC 00";
constexpr std::string_view structure = "AD 01 00 00 00 00 00 00 00 04 00 00";
constexpr std::string_view atip = "43 02 04 00 00 00 00 00 1C 00";
constexpr std::string_view toc = "43 00 00 00 00 00 00 03 24 00";
constexpr std::string_view session_information = "43 00 01 00 00 00 00 00 0C 00";

constexpr std::string_view identity =
    "05 80 06 02 5B 00 00 02 42 55 52 4E 42 4E 43 48 42 44 20 57 52 49 54 45 52 20 20 20 20 20 20 20 30 2E 30 31";
constexpr std::string_view two_mebibytes = "00 0A 00 00 00 20 00 00 00 20 00 00";

void begin(ScriptedDrive& drive) { drive.script.answers(inquiry, identity).answers(tur); }

void configure(ScriptedDrive& drive, std::string_view profile) {
  const std::string header = "00 00 00 10 00 00 " + std::string{profile};
  drive.script.answers(configuration_header, header)
      .answers(configuration_20, header + " 00 00 03 08 00 41 01 00 00 40 00 00")
      .answers(buffer, two_mebibytes);
}

void refuse_the_rest(ScriptedDrive& drive, std::string_view media_id_question) {
  drive.script.refuses(capacity, mmc::invalid_field)
      .refuses(formats, mmc::invalid_field)
      .refuses(media_id_question, mmc::invalid_field);
}

TEST(Discover, blank_bd_r_with_everything) {
  ScriptedDrive drive;
  drive.script.answers(inquiry, identity)
      .refuses(tur, mmc::power_on)
      .refuses(tur, mmc::becoming_ready)
      .answers(tur)
      .answers(tur)
      .answers(configuration_header, "00 00 00 18 00 00 00 41")
      .answers("46 00 00 00 00 00 00 00 1C 00",
               "00 00 00 18 00 00 00 41 00 00 03 08 00 41 01 00 00 40 00 00 01 07 15 04 1F 00 00 00")
      .answers(buffer, two_mebibytes)
      .answers(disc,
               "00 20 00 01 01 01 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 BA 74 00 00 00 00 00 00 00 00 00 00 00")
      .answers(
          "52 01 00 00 00 01 00 00 24 00",
          "00 22 01 01 00 04 61 01 00 00 00 00 00 00 00 00 00 BA 74 00 00 00 00 20 00 BA 74 00 00 00 00 00 00 00 00 00")
      .answers(capacity, "00 00 00 00 00 00 08 00")
      .answers(formats, "00 00 00 10 00 BA 74 00 01 00 08 00 00 B4 74 00 00 00 30 00")
      .answers("AC 00 00 00 00 00 00 00 00 00 03 00", "00 00 00 14 00 00 00 00")
      .answers("AC 00 00 00 00 00 00 00 00 01 03 00",
               "00 00 00 14 00 00 00 00 00 00 00 00 00 BA 73 FF 00 00 46 40 00 00 46 40")
      .refuses(structure, mmc::invalid_field);
  const auto facts = discover(drive.device);
  ASSERT_TRUE(facts) << describe(facts.error());
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
  EXPECT_EQ(facts->family(), Family::blu_ray);
  EXPECT_TRUE(facts->is_blank());
  EXPECT_TRUE(facts->sessions.empty());
  ASSERT_TRUE(facts->open_track);
  EXPECT_EQ(facts->open_track->next_writable, Lba{0});
  EXPECT_EQ(describe_drive(*facts),
            "drive:     BURNBNCH BD WRITER 0.01\n"
            "buffer:    2048 KiB\n"
            "takes:     BD-R, BD-ROM\n");
  EXPECT_EQ(describe_medium(*facts),
            "medium:    BD-R\n"
            "status:    blank, last session empty\n"
            "writable:  from 0, 12219392 blocks free (23.30 GiB)\n"
            "speeds:    17984 kB/s\n");
}

TEST(Discover, appendable_cd_r_has_a_session_and_an_invisible_track) {
  ScriptedDrive drive;
  begin(drive);
  configure(drive, "00 09");
  drive.script
      .answers(disc,
               "00 20 01 01 02 02 01 A0 00 00 00 00 12 34 56 78 00 03 2D 19 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00")
      .answers(
          "52 01 00 00 00 01 00 00 24 00",
          "00 22 01 01 00 04 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 27 10 00 00 00 00 00 00 00 00")
      .answers(
          "52 01 00 00 00 FF 00 00 24 00",
          "00 22 02 02 00 04 4F 01 00 00 53 98 00 00 53 98 00 05 2A 11 00 00 00 00 00 05 2A 11 00 00 00 00 00 00 00 00")
      .answers(capacity, "00 00 27 0F 00 00 08 00")
      .refuses(formats, mmc::invalid_field)
      .answers(atip, "00 1A 00 00 D0 00 A0 00 61 1A 42 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00 00 00 00");
  const auto facts = discover(drive.device);
  ASSERT_TRUE(facts) << describe(facts.error());
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
  ASSERT_EQ(facts->sessions.size(), 1U);
  EXPECT_TRUE(facts->sessions[0].is_closed);
  ASSERT_NE(facts->track(1), nullptr);
  EXPECT_EQ(facts->track(1)->size, BlockCount{10000});
  EXPECT_EQ(facts->track(2), nullptr);
  EXPECT_EQ(facts->session(2), nullptr);
  ASSERT_TRUE(facts->open_track);
  EXPECT_EQ(facts->open_track->next_writable, Lba{21400});
  EXPECT_EQ(facts->media_id, "97:26:66");
  EXPECT_EQ(describe_medium(*facts),
            "medium:    CD-R (97:26:66)\n"
            "status:    appendable, last session empty\n"
            "writable:  from 21400, 338449 blocks free (0.64 GiB)\n"
            "  session  1  track   1  data   at         0      10000 blocks\n");
}

TEST(Discover, next_writable_address_below_a_blank_track_is_its_start) {
  ScriptedDrive drive;
  begin(drive);
  configure(drive, "00 41");
  drive.script
      .answers(disc,
               "00 20 00 01 01 01 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 BA 74 00 00 00 00 00 00 00 00 00 00 00")
      .answers("52 01 00 00 00 01 00 00 24 00",
               "00 22 01 01 00 04 41 01 00 00 00 00 FF FF FF 6A 00 BA 74 00 00 00 00 20 00 BA 74 00 00 00 00 00 00 00 "
               "00 00");
  refuse_the_rest(drive, structure);
  const auto facts = discover(drive.device);
  ASSERT_TRUE(facts && facts->open_track);
  EXPECT_EQ(facts->open_track->next_writable, Lba{0});
}

// Blank, the drive says, and names a track of 1000 blocks from 100 that is written next at 0: there is nothing to read.
TEST(Discover, track_that_is_written_next_at_or_before_its_start_holds_nothing) {
  ScriptedDrive drive;
  begin(drive);
  configure(drive, "00 41");
  drive.script
      .answers(disc,
               "00 20 00 01 01 01 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 BA 74 00 00 00 00 00 00 00 00 00 00 00")
      .answers("52 01 00 00 00 01 00 00 24 00",
               "00 22 01 01 00 04 01 01 00 00 00 64 00 00 00 00 00 BA 74 00 00 00 00 20 00 00 03 E8 00 00 00 00 00 00 "
               "00 00");
  refuse_the_rest(drive, structure);
  const auto facts = discover(drive.device);
  ASSERT_TRUE(facts);
  EXPECT_TRUE(facts->sessions.empty());
}

TEST(Discover, cd_address_in_the_pre_gap_is_the_start_of_the_track) {
  ScriptedDrive drive;
  begin(drive);
  configure(drive, "00 09");
  drive.script
      .answers(disc,
               "00 20 01 01 02 02 02 A0 00 00 00 00 12 34 56 78 00 03 2D 19 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00")
      .answers(
          "52 01 00 00 00 01 00 00 24 00",
          "00 22 01 01 00 04 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 27 10 00 00 00 00 00 00 00 00")
      .answers("52 01 00 00 00 02 00 00 24 00",
               "00 22 02 02 00 04 4F 01 00 00 53 98 00 00 53 02 00 05 2A 11 00 00 00 00 00 05 2A 11 00 00 00 00 00 00 "
               "00 00");
  refuse_the_rest(drive, atip);
  const auto facts = discover(drive.device);
  ASSERT_TRUE(facts && facts->open_track);
  EXPECT_EQ(facts->open_track->next_writable, Lba{21400});
}

TEST(Discover, drive_without_a_medium_is_still_a_drive) {
  for (const auto& [sense, presence] : {std::pair{std::string{mmc::no_medium}, MediumPresence::absent},
                                        std::pair{std::string{"70 00 02 00 00 00 00 0A 00 00 00 00 3A 02 00 00 00 00"},
                                                  MediumPresence::absent_tray_open}}) {
    ScriptedDrive drive;
    drive.script.answers(inquiry, identity).refuses(tur, sense);
    configure(drive, "00 00");
    const auto facts = discover(drive.device);
    ASSERT_TRUE(facts) << describe(facts.error());
    EXPECT_EQ(facts->presence, presence);
    EXPECT_FALSE(facts->disc);
    EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
  }
}

TEST(Discover, media_event_tells_of_an_open_tray_where_the_sense_does_not) {
  ScriptedDrive drive;
  drive.script.answers(inquiry, identity)
      .refuses(tur, "70 00 02 00 00 00 00 0A 00 00 00 00 3A 00 00 00 00 00")
      .answers("4A 01 00 00 10 00 00 00 08 00", "00 06 04 56 00 01 00 00");
  configure(drive, "00 00");
  const auto facts = discover(drive.device);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->presence, MediumPresence::absent_tray_open);
  EXPECT_EQ(describe_medium(*facts), "medium:    none, the tray is open\n");
}

TEST(Discover, stopped_unit_is_started_once) {
  constexpr std::string_view stopped = "70 00 02 00 00 00 00 0A 00 00 00 00 04 02 00 00 00 00";
  ScriptedDrive drive;
  drive.script.answers(inquiry, identity).refuses(tur, stopped).answers("1B 00 00 00 01 00").refuses(tur, stopped);
  const auto facts = discover(drive.device);
  ASSERT_FALSE(facts);
  EXPECT_TRUE(facts.error().is(mmc::SenseKey::not_ready, 0x04));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Discover, reader_without_disc_information_is_asked_for_its_toc) {
  ScriptedDrive drive;
  begin(drive);
  configure(drive, "00 40");
  drive.script.refuses(disc, mmc::invalid_field)
      .answers(toc, "00 1A 01 02 00 14 01 00 00 00 00 00 00 14 02 00 00 00 00 40 00 14 AA 00 00 00 01 00")
      .answers(session_information, "00 0A 01 02 00 14 02 00 00 00 00 40");
  refuse_the_rest(drive, structure);
  const auto facts = discover(drive.device);
  ASSERT_TRUE(facts) << describe(facts.error());
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
  ASSERT_EQ(facts->sessions.size(), 2U);
  EXPECT_EQ(facts->sessions[0].tracks[0].size, BlockCount{64});
  EXPECT_EQ(facts->sessions[1].number, 2);
  EXPECT_EQ(facts->sessions[1].tracks[0].start, Lba{64});
  EXPECT_FALSE(facts->open_track);
}

TEST(Discover, lost_drive_is_an_error_at_every_question) {
  const transport::TransportError lost{transport::TransportError::Kind::lost, "gone"};
  ScriptedDrive drive;
  begin(drive);
  configure(drive, "00 41");
  drive.script.fails(disc, lost);
  // What follows a lost connection is lost at once; the script need not tell.
  const auto facts = discover(drive.device);
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().kind, mmc::DriveError::Kind::transport);
}

}  // namespace
}  // namespace driver::drive
