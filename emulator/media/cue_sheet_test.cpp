#include "emulator/media/cue_sheet.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr CueContext blank_disc{
    .pre_gap_start = base::Lba{-150}, .last_possible_lead_out = base::Lba{359'849}, .next_track = 1};

// One data track of 1000 blocks: 00:02:00 to 00:15:25.
std::vector<CueEntry> one_track() {
  return {{0x41, 0, 0, 0x14, 0, 0, 0, 0},
          {0x41, 1, 0, 0x10, 0, 0, 0, 0},
          {0x41, 1, 1, 0x10, 0, 0, 2, 0},
          {0x41, 0xAA, 1, 0x14, 0, 0, 15, 25}};
}

std::string byte_refused(const std::vector<CueEntry>& sheet, const CueContext& context = blank_disc) {
  const auto plan = plan_session(sheet, context);
  if (plan) return "none";
  EXPECT_EQ(text_of(plan.error()), "5/26/00");
  EXPECT_EQ(plan.error().field->where, scsi::FieldPointer::Where::parameters);
  return std::to_string(plan.error().field->byte / 8) + "." + std::to_string(plan.error().field->byte % 8);
}

TEST(CueSheet, one_data_track_becomes_a_plan) {
  const auto plan = plan_session(one_track(), blank_disc);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->first_write, base::Lba{-150});
  EXPECT_EQ(plan->track_start, base::Lba{0});
  EXPECT_EQ(plan->lead_out, base::Lba{1000});
  EXPECT_EQ(plan->track_mode, 4);
}

// MMC-6, SEND CUE SHEET command: a pre-gap of form 14h is made by the drive, and the host does not send its blocks.
TEST(CueSheet, a_pre_gap_that_the_drive_makes_moves_the_first_write) {
  auto sheet = one_track();
  sheet[1].data_form = 0x14;
  EXPECT_EQ(plan_session(sheet, blank_disc)->first_write, base::Lba{0});
}

TEST(CueSheet, lead_in_and_lead_out_rows_of_audio_heritage_are_taken) {
  auto sheet = one_track();
  sheet[0].control_adr = 0x01;
  sheet[0].data_form = 0x01;
  sheet[3].data_form = 0x01;
  EXPECT_EQ(byte_refused(sheet), "none");
}

TEST(CueSheet, addresses_are_absolute_in_later_sessions_too) {
  const CueContext appendable{
      .pre_gap_start = base::Lba{12'252}, .last_possible_lead_out = base::Lba{359'849}, .next_track = 2};
  std::vector<CueEntry> sheet{{0x41, 0, 0, 0x14, 0, 0, 0, 0},
                              {0x41, 2, 0, 0x10, 0, 2, 45, 27},  // 12402 - 150
                              {0x41, 2, 1, 0x10, 0, 2, 47, 27},  // 12402
                              {0x41, 0xAA, 1, 0x14, 0, 2, 51, 27}};
  const auto plan = plan_session(sheet, appendable);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->first_write, base::Lba{12'252});
  EXPECT_EQ(plan->track_start, base::Lba{12'402});
  EXPECT_EQ(plan->lead_out, base::Lba{12'702});
  sheet[1].frame = 26;
  EXPECT_EQ(byte_refused(sheet, appendable), "1.5");
}

// Every field of every row, changed to something we do not record or that breaks the order.
// Checklist 100.
TEST(CueSheet, each_wrong_byte_is_pointed_at) {
  struct Case {
    std::size_t row;
    std::uint8_t CueEntry::* field;
    std::uint8_t value;
    const char* refused;
    const char* why;
  };
  for (const Case& each : {
           Case{0, &CueEntry::control_adr, 0x42, "0.0", "a catalogue number first"},
           Case{0, &CueEntry::track_number, 1, "0.1", "no lead-in row"},
           Case{0, &CueEntry::index, 1, "0.2", "lead-in index"},
           Case{0, &CueEntry::data_form, 0x41, "0.3", "CD-TEXT"},
           Case{1, &CueEntry::control_adr, 0x43, "1.0", "an ISRC"},
           Case{1, &CueEntry::control_adr, 0x61, "1.0", "control differs from its track's"},
           Case{1, &CueEntry::track_number, 2, "1.1", "first track is not the next"},
           Case{1, &CueEntry::index, 1, "1.2", "index 1 before index 0"},
           Case{1, &CueEntry::data_form, 0x00, "1.3", "audio"},
           Case{1, &CueEntry::minute, 1, "1.5", "pre-gap not where it belongs"},
           Case{2, &CueEntry::control_adr, 0x01, "2.0", "audio control"},
           Case{2, &CueEntry::track_number, 2, "2.1", "another track"},
           Case{2, &CueEntry::index, 2, "2.2", "index 2 without 1"},
           Case{2, &CueEntry::data_form, 0x11, "2.3", "2352 bytes a block"},
           Case{2, &CueEntry::data_form, 0x20, "2.3", "mode 2"},
           Case{2, &CueEntry::second, 1, "2.5", "pre-gap shorter than 150"},
           Case{3, &CueEntry::track_number, 0xA1, "3.1", "no lead-out"},
           Case{3, &CueEntry::index, 0, "3.2", "lead-out index"},
           Case{3, &CueEntry::data_form, 0x10, "3.3", "lead-out with data"},
           Case{3, &CueEntry::second, 5, "3.5", "a track shorter than 300 blocks"},
           Case{3, &CueEntry::minute, 80, "3.5", "beyond the last possible lead-out"},
       }) {
    auto sheet = one_track();
    sheet[each.row].*each.field = each.value;
    EXPECT_EQ(byte_refused(sheet), each.refused) << each.why;
  }
}

TEST(CueSheet, shortest_and_longest_track_fit) {
  auto sheet = one_track();
  sheet[3].second = 6;
  sheet[3].frame = 0;
  EXPECT_EQ(byte_refused(sheet), "none");
  sheet[3] = {0x41, 0xAA, 1, 0x14, 0, 79, 59, 74};
  EXPECT_EQ(byte_refused(sheet), "none");
}

TEST(CueSheet, rows_too_few_and_too_many_are_refused) {
  EXPECT_EQ(byte_refused({}), "0.0");
  auto sheet = one_track();
  sheet.pop_back();
  EXPECT_EQ(byte_refused(sheet), "3.0");
  sheet = one_track();
  sheet.push_back({0x41, 0xAA, 1, 0x14, 0, 0, 20, 0});
  EXPECT_EQ(byte_refused(sheet), "4.0");
}

}  // namespace
}  // namespace emulator::media
