#include "emulator/media/cd_rw.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

using enum BlankingType;

constexpr std::string_view blank_state = "blank | s1 empty 1-1 | t1 s1 0+359849 nwa 0 free 359849 invisible";

class CdRwTest : public DiscTest {
 protected:
  void SetUp() override {
    insert_blank("cd-rw");
    parameters_.multi_session = 3;
  }
  // A track at once.
  void write_track(std::int64_t first, std::uint8_t seed = 1) {
    ASSERT_EQ(write(first, 300, seed), "good");
    ASSERT_EQ(synchronize(), "good");
  }
  // A session of one.
  void burn(std::int64_t first, std::uint8_t seed = 1) {
    ASSERT_EQ(write(first, 300, seed), "good");
    ASSERT_EQ(close(2), "good");
  }
  // Session at once on a blank disc.
  void burn_at_once() {
    WriteParameters at_once = parameters_;
    at_once.write_type = WriteType::session_at_once;
    const std::vector<CueEntry> sheet{
        {0x41, 0, 0, 0x14}, {0x41, 1, 0, 0x10}, {0x41, 1, 1, 0x10, 0, 0, 2}, {0x41, 0xAA, 1, 0x14, 0, 0, 6}};
    ASSERT_EQ(outcome(medium_->send_cue_sheet(sheet, at_once)), "good");
    std::swap(parameters_, at_once);
    ASSERT_EQ(write(-150, 450), "good");
    ASSERT_EQ(synchronize(), "good");
    std::swap(parameters_, at_once);
  }
};

TEST_F(CdRwTest, is_an_erasable_disc_of_its_own_profile) {
  EXPECT_EQ(medium_->profile_number(), ProfileNumber::cd_rw);
  EXPECT_TRUE(layout().is_erasable);
  EXPECT_EQ(state(), blank_state);
  EXPECT_EQ(layout().disc_type, 0xFF);
  EXPECT_EQ(layout().last_session_lead_in_start, base::Lba{-12'900}) << "97:10:00";
}

// MMC-6, BLANK command, Blanking Types 000b and 001b.
// Checklist 95.
TEST_F(CdRwTest, a_blanked_disc_is_as_new_whatever_it_was) {
  for (const BlankingType type : {disc, minimal}) {
    for (const std::uint8_t multi_session : {0, 3}) {
      parameters_.multi_session = multi_session;
      burn(0);
      ASSERT_EQ(blank(type), "good");
      EXPECT_EQ(state(), blank_state);
      EXPECT_EQ(layout().disc_identification, std::nullopt) << "no PMA";
      EXPECT_EQ(read(0, 1), "5/21/00");
      EXPECT_EQ(medium_->last_readable(), base::Lba{0});
    }
    ASSERT_EQ(write(0, 10), "good");
    ASSERT_EQ(blank(type), "good") << "a track is open";
    EXPECT_EQ(state(), blank_state);
    ASSERT_EQ(blank(type), "good") << "nothing to blank";
    EXPECT_EQ(state(), blank_state);
  }
}

TEST_F(CdRwTest, a_blanked_disc_takes_other_data) {
  burn(0, 1);
  ASSERT_EQ(blank(minimal), "good");
  burn(0, 2);
  EXPECT_TRUE(holds(0, 300, 2));
  reload();
  EXPECT_TRUE(holds(0, 300, 2));
  EXPECT_EQ(layout().sessions.size(), 2U);
}

// A host may still be reading what another one blanks and writes again.
TEST_F(CdRwTest, what_was_read_stays_as_it_was) {
  burn(0, 1);
  const auto before = medium_->read({base::Lba{0}, base::BlockCount{300}});
  ASSERT_EQ(blank(minimal), "good");
  ASSERT_EQ(write(0, 300, 2), "good");
  EXPECT_EQ(scsi::gather(*before), pattern({base::Lba{0}, base::BlockCount{300}}, 1));
}

TEST_F(CdRwTest, a_session_at_once_and_its_cue_sheet_are_blanked) {
  burn_at_once();
  ASSERT_EQ(blank(disc), "good");
  EXPECT_EQ(state(), blank_state);
  burn_at_once();
  EXPECT_TRUE(holds(0, 300));
  ASSERT_EQ(blank(minimal), "good");
  parameters_.write_type = WriteType::session_at_once;
  EXPECT_EQ(write(-150, 150), "5/2C/00") << "no sheet is left";
}

// Blanking Type 010b: a track of the incomplete session. The PMA still has it.
TEST_F(CdRwTest, a_blanked_track_is_a_reservation) {
  write_track(0, 1);
  write_track(452, 2);
  ASSERT_EQ(blank(track, 1), "good");
  reload();
  EXPECT_EQ(
      state(),
      "appendable | s1 incomplete 1-3 | t1 s1 0+302 nwa 0 free 300 blank reserved | t2 s1 452+302 last 751 closed | "
      "t3 s1 904+358945 nwa 904 free 358945 invisible");
  EXPECT_EQ(read(0, 1), "3/11/05");
  EXPECT_TRUE(holds(452, 300, 2));
  ASSERT_EQ(write(0, 300, 3), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_TRUE(holds(0, 300, 3));
}

TEST_F(CdRwTest, a_blanked_track_of_unknown_size_is_gone) {
  ASSERT_EQ(write(0, 10), "good");
  ASSERT_EQ(blank(track, 1), "good");
  EXPECT_EQ(state(), blank_state);
}

// Blanking Type 011b: the last reserved track.
TEST_F(CdRwTest, the_last_reservation_is_unreserved) {
  write_track(0);
  ASSERT_EQ(reserve(300), "good");
  ASSERT_EQ(blank(unreserve_track), "good");
  reload();
  EXPECT_EQ(state(),
            "appendable | s1 incomplete 1-2 | t1 s1 0+302 last 299 closed | "
            "t2 s1 452+359397 nwa 452 free 359397 invisible");
  EXPECT_EQ(blank(unreserve_track), "5/2C/00") << "the last track is none";
  ASSERT_EQ(reserve(300), "good");
  ASSERT_EQ(write(452, 1), "good");
  EXPECT_EQ(blank(unreserve_track), "5/2C/00") << "something is in it";
  ASSERT_EQ(blank(disc), "good");
  ASSERT_EQ(reserve(300), "good");
  ASSERT_EQ(blank(unreserve_track), "good");
  EXPECT_EQ(state(), blank_state) << "its session is gone with it";
}

// Blanking Type 100b: from an address to the end of its track.
TEST_F(CdRwTest, the_tail_of_a_track_is_written_again) {
  write_track(0, 1);
  ASSERT_EQ(write(452, 300, 1), "good");
  ASSERT_EQ(blank(track_tail, 100), "good");
  ASSERT_EQ(blank(track_tail, 500), "good");
  reload();
  EXPECT_EQ(state(),
            "appendable | s1 incomplete 1-2 | t1 s1 0+302 nwa 100 free 200 last 99 reserved | "
            "t2 s1 452+359397 nwa 500 free 359349 last 499");
  EXPECT_TRUE(holds(0, 100, 1));
  EXPECT_EQ(read(100, 1), "3/11/05");
  ASSERT_EQ(write(100, 200, 2), "good");
  ASSERT_EQ(write(500, 10, 2), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_TRUE(holds(0, 100, 1));
  EXPECT_TRUE(holds(100, 200, 2));
  EXPECT_TRUE(holds(500, 10, 2));
}

TEST_F(CdRwTest, the_tail_from_the_first_block_on_is_the_track) {
  write_track(0);
  ASSERT_EQ(write(452, 10), "good");
  ASSERT_EQ(blank(track_tail, 452), "good");
  EXPECT_EQ(layout().tracks.back().start, base::Lba{452});
  EXPECT_TRUE(layout().tracks.back().is_invisible);
  ASSERT_EQ(blank(track_tail, 0), "good");
  EXPECT_EQ(layout().tracks.front().next_writable, base::Lba{0});
}

TEST_F(CdRwTest, a_tail_that_holds_nothing_is_blank_already) {
  ASSERT_EQ(reserve(300), "good");
  ASSERT_EQ(write(0, 100), "good");
  const std::string before = state();
  ASSERT_EQ(blank(track_tail, 100), "good");
  ASSERT_EQ(blank(track_tail, 301), "good") << "its run-out";
  EXPECT_EQ(state(), before);
}

// Blanking Type 101b: without lead-in and lead-out the session is open again.
TEST_F(CdRwTest, an_unclosed_session_takes_more_tracks) {
  burn(0);
  parameters_.multi_session = 0;
  burn(11'702);
  ASSERT_EQ(layout().status, DiscStatus::complete);
  ASSERT_EQ(blank(unclose_last_session), "good");
  reload();
  EXPECT_EQ(state(),
            "appendable | s1 complete 1-1 lead-out 302 | s2 incomplete 2-3 | t1 s1 0+302 last 299 closed | "
            "t2 s2 11702+302 last 12001 closed | t3 s2 12154+347695 nwa 12154 free 347695 invisible");
  EXPECT_EQ(medium_->last_readable(), base::Lba{301});
  EXPECT_EQ(blank(unclose_last_session), "5/2C/00") << "it is open";
  burn(12'154, 2);
  EXPECT_TRUE(holds(11'702, 300));
  EXPECT_TRUE(holds(12'154, 300, 2));
}

TEST_F(CdRwTest, an_unclosed_session_at_once_goes_on_track_by_track) {
  burn_at_once();
  ASSERT_EQ(blank(unclose_last_session), "good");
  reload();
  EXPECT_EQ(state(),
            "appendable | s1 incomplete 1-2 | t1 s1 0+300 last 299 closed | "
            "t2 s1 450+359399 nwa 450 free 359399 invisible");
  EXPECT_TRUE(holds(0, 300));
  burn(450, 2);
  reload();
  EXPECT_TRUE(holds(450, 300, 2));
  EXPECT_EQ(layout().sessions.front().lead_out, base::Lba{752});
  ASSERT_EQ(blank(unclose_last_session), "good");
  ASSERT_EQ(blank(track, 1), "good");
  reload();
  EXPECT_EQ(layout().tracks.front().next_writable, base::Lba{0});
}

// Blanking Type 110b.
TEST_F(CdRwTest, a_blanked_session_leaves_those_before_it) {
  burn(0);
  const std::string after_first = state();
  for (const std::uint8_t multi_session : {3, 0}) {
    parameters_.multi_session = multi_session;
    burn(11'702, 2);
    ASSERT_EQ(blank(last_session), "good");
    reload();
    EXPECT_EQ(state(), after_first);
    EXPECT_EQ(read(11'702, 1), "5/21/00");
  }
  ASSERT_EQ(write(11'702, 10), "good");
  ASSERT_EQ(blank(last_session), "good") << "an open one";
  EXPECT_EQ(state(), after_first);
  EXPECT_TRUE(holds(0, 300));
  ASSERT_EQ(blank(last_session), "good") << "the empty one does not count";
  EXPECT_EQ(state(), blank_state);
}

// Who is refused: MMC-6, BLANK command, the types that need an incomplete session or a complete one.
TEST_F(CdRwTest, what_does_not_fit_the_disc_is_refused_and_changes_nothing) {
  const auto refuse = [&](BlankingType type, std::uint32_t start, const char* sense) {
    const std::string before = state();
    EXPECT_EQ(blank(type, start), sense) << static_cast<int>(type);
    EXPECT_EQ(state(), before);
  };
  for (const BlankingType type : {track, unreserve_track, track_tail}) refuse(type, 1, "5/2C/00");
  for (const BlankingType type : {unclose_last_session, last_session}) refuse(type, 0, "5/2C/04");
  refuse(static_cast<BlankingType>(7), 0, "5/24/00");
  burn(0);
  for (const BlankingType type : {track, unreserve_track, track_tail}) refuse(type, 1, "5/2C/00");
  write_track(11'702);
  refuse(track, 0, "5/24/00");
  refuse(track, 1, "5/24/00");  // of a complete session
  refuse(track, 3, "5/24/00");
  refuse(track_tail, 0, "5/21/00");
  refuse(track_tail, 12'004, "5/21/00");
  refuse(track_tail, 0xFFFF'FF6A, "5/21/00");
}

TEST_F(CdRwTest, a_session_at_once_under_way_is_blanked_as_a_whole) {
  parameters_.write_type = WriteType::session_at_once;
  const std::vector<CueEntry> sheet{
      {0x41, 0, 0, 0x14}, {0x41, 1, 0, 0x10}, {0x41, 1, 1, 0x10, 0, 0, 2}, {0x41, 0xAA, 1, 0x14, 0, 0, 6}};
  ASSERT_EQ(outcome(medium_->send_cue_sheet(sheet, parameters_)), "good");
  ASSERT_EQ(write(-150, 100), "good");
  for (const BlankingType type : {track, unreserve_track, track_tail, unclose_last_session}) {
    EXPECT_EQ(blank(type, 1), "5/2C/00") << static_cast<int>(type);
  }
  ASSERT_EQ(blank(last_session), "good");
  reload();
  parameters_.write_type = WriteType::track_at_once;
  EXPECT_EQ(state(), blank_state);
}

// MMC-6, Write Parameters mode page, Test Write: BLANK is no write. What seemed to be there is forgotten.
TEST_F(CdRwTest, test_write_does_not_keep_a_disc_from_being_blanked) {
  burn(0);
  parameters_.test_write = true;
  ASSERT_EQ(write(11'702, 300), "good");
  ASSERT_EQ(blank(minimal), "good");
  EXPECT_EQ(state(), blank_state);
}

TEST_F(CdRwTest, blanking_erases_as_many_blocks_as_it_takes_time_for) {
  burn(0);
  burn(11'702);
  const auto erased = [&](BlankingType type, std::uint32_t start = 0) {
    return medium_->blanked_by({.type = type, .start = start}).value;
  };
  EXPECT_EQ(erased(disc), 359'849);
  EXPECT_EQ(erased(minimal), 0);
  EXPECT_EQ(erased(last_session), 300);
  EXPECT_EQ(erased(track, 2), 0) << "refused";
  EXPECT_EQ(erased(unclose_last_session), 0);
  ASSERT_EQ(blank(unclose_last_session), "good");
  EXPECT_EQ(erased(track_tail, 11'802), 200);
}

class CdRBlankingTest : public DiscTest {};

TEST_F(CdRBlankingTest, is_never_blanked) {
  insert_blank("cd-r");
  for (const BlankingType type : {disc, minimal, track, last_session}) EXPECT_EQ(blank(type, 1), "5/30/05");
  EXPECT_FALSE(layout().is_erasable);
}

}  // namespace
}  // namespace emulator::media
