#include "emulator/media/cd_r.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::int64_t capacity = 359'849;  // 79:59:74

class CdRTest : public DiscTest {
 protected:
  void SetUp() override {
    insert_blank("cd-r");
    parameters_.multi_session = 3;
  }
  // One session of one track at once.
  void burn(std::int64_t first, std::int64_t count, std::uint8_t seed = 1) {
    ASSERT_EQ(write(first, count, seed), "good");
    ASSERT_EQ(synchronize(), "good");
    ASSERT_EQ(close(2), "good");
  }
};

TEST_F(CdRTest, blank_disc_has_one_empty_session_and_the_invisible_track) {
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+359849 nwa 0 free 359849 invisible");
  const DiscLayout shown = layout();
  EXPECT_EQ(shown.disc_type, 0xFF);
  EXPECT_EQ(shown.disc_identification, std::nullopt) << "no PMA yet";
  EXPECT_EQ(shown.last_session_lead_in_start, base::Lba{(97 * 60 + 26) * 75 + 66 - 450'150});
  EXPECT_EQ(shown.last_possible_lead_out, base::Lba{capacity});
  EXPECT_EQ(shown.tracks.front().data_mode, 0xF);
  EXPECT_EQ(shown.tracks.front().track_mode, 4);
  EXPECT_EQ(shown.tracks.front().packet_size, 0U);
  EXPECT_EQ(medium_->last_readable(), base::Lba{0});
}

// MMC-6, CD recording models: SYNCHRONIZE CACHE ends the track with two run-out blocks, which count; the next track
// begins 150 blocks behind them.
TEST_F(CdRTest, track_at_once_ends_with_synchronize) {
  ASSERT_EQ(write(0, 300), "good");
  EXPECT_EQ(state(), "appendable | s1 incomplete 1-1 | t1 s1 0+359849 nwa 300 free 359549 last 299");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(state(),
            "appendable | s1 incomplete 1-2 | t1 s1 0+302 last 299 closed | "
            "t2 s1 452+359397 nwa 452 free 359397 invisible");
  EXPECT_EQ(layout().disc_identification, 0x12345678U);
  EXPECT_EQ(layout().disc_type, 0x00);
  ASSERT_EQ(write(452, 300, 2), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(state(),
            "appendable | s1 complete 1-2 lead-out 754 | s2 empty 3-3 | t1 s1 0+302 last 299 closed | "
            "t2 s1 452+302 last 751 closed | t3 s2 12154+347695 nwa 12154 free 347695 invisible");
  EXPECT_EQ(medium_->last_readable(), base::Lba{753});
}

// Orange Book: lead-out 6750 or 2250, lead-in 4500, pre-gap 150.
// Checklist 65.
TEST_F(CdRTest, next_sessions_begin_11400_and_6900_behind_the_lead_out) {
  burn(0, 300);
  EXPECT_EQ(next_writable(), 302 + 11'400);
  EXPECT_EQ(layout().last_session_lead_in_start, base::Lba{302 + 6'750});
  burn(11'702, 300);
  EXPECT_EQ(next_writable(), 12'004 + 6'900);
  EXPECT_EQ(layout().last_session_lead_in_start, base::Lba{12'004 + 2'250});
  burn(18'904, 300);
  EXPECT_EQ(next_writable(), 19'206 + 6'900);
  EXPECT_EQ(layout().sessions.size(), 4U);
}

// Checklist 67.
TEST_F(CdRTest, the_two_run_out_blocks_are_uncorrectable) {
  burn(0, 300);
  EXPECT_EQ(read(0, 300), "good");
  EXPECT_TRUE(holds(0, 300));
  EXPECT_EQ(read(300, 1), "3/11/05");
  EXPECT_EQ(read(301, 1), "3/11/05");
  EXPECT_EQ(read(300, 2), "3/11/05");
  EXPECT_EQ(read(302, 1), "5/21/00");
  const auto refused = medium_->read({base::Lba{290}, base::BlockCount{12}});
  EXPECT_EQ(refused.error().information, base::Lba{300});
}

TEST_F(CdRTest, blocks_between_sessions_are_out_of_range) {
  burn(0, 300);
  burn(11'702, 300, 2);
  for (const std::int64_t lba : {302, 303, 7'051, 7'052, 11'551, 11'552, 11'701}) {
    EXPECT_EQ(read(lba, 1), "5/21/00") << lba;
  }
  EXPECT_EQ(read(299, 11'404), "3/11/05") << "the first block that is not there decides";
  EXPECT_TRUE(holds(11'702, 300, 2));
  EXPECT_EQ(read(12'002, 1), "3/11/05");
  EXPECT_EQ(read(12'004, 1), "5/21/00");
}

TEST_F(CdRTest, the_pre_gap_between_tracks_of_a_session_is_uncorrectable) {
  ASSERT_EQ(write(0, 300), "good");
  ASSERT_EQ(synchronize(), "good");
  ASSERT_EQ(write(452, 300), "good");
  for (const std::int64_t lba : {300, 302, 451}) EXPECT_EQ(read(lba, 1), "3/11/05") << lba;
  EXPECT_EQ(read(752, 1), "5/21/00") << "not written yet";
}

TEST_F(CdRTest, read_of_a_blank_disc_is_out_of_range) {
  for (const std::int64_t lba : {std::int64_t{-150}, std::int64_t{-1}, std::int64_t{0}, std::int64_t{150}, capacity}) {
    EXPECT_EQ(read(lba, 1), "5/21/00") << lba;
  }
}

// MMC-6, WRITE (10) command on sequential media: states x addresses.
// Checklist 107.
TEST_F(CdRTest, write_elsewhere_than_nwa_is_refused_and_nwa_stays) {
  refuse_all(0, {{1, 1, "5/21/02"}, {-150, 150, "5/21/02"}, {capacity, 1, "5/21/00"}, {0, capacity + 1, "5/21/00"}});
  ASSERT_EQ(write(0, 300), "good");
  refuse_all(300, {{0, 1, "5/21/02"}, {299, 1, "5/21/02"}, {301, 1, "5/21/02"}});
  ASSERT_EQ(synchronize(), "good");
  refuse_all(452, {{300, 1, "5/21/02"}, {302, 1, "5/21/02"}, {451, 1, "5/21/02"}, {453, 1, "5/21/02"}});
  ASSERT_EQ(close(2), "good");
  refuse_all(11'702, {{0, 1, "5/21/02"}, {452, 1, "5/21/02"}, {11'701, 1, "5/21/02"}, {capacity, 1, "5/21/00"}});
}

// Decision 3.
// Checklist 108.
TEST_F(CdRTest, a_track_may_reach_the_last_possible_lead_out) {
  ASSERT_EQ(reserve(capacity - 152 - 300), "good");
  const std::int64_t first = next_writable();
  EXPECT_EQ(first, capacity - 300);
  ASSERT_EQ(write(first, 300), "good");
  EXPECT_EQ(write(capacity, 1), "5/21/00");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(layout().tracks[1].size, base::BlockCount{302});
  EXPECT_EQ(next_writable(), -1);
  EXPECT_EQ(read(capacity, 1), "3/11/05");
}

// MMC-6, Write Parameters mode page, Multi-session: 11b allows a next session; the others leave no B0 pointer.
// Checklist 105.
TEST_F(CdRTest, multi_session_bits_decide_what_close_session_makes) {
  for (const std::uint8_t bits : {0, 1}) {
    medium_.reset();
    std::filesystem::remove(file());
    insert_blank("cd-r");
    parameters_.multi_session = bits;
    burn(0, 300);
    EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 302 | t1 s1 0+302 last 299 closed");
    EXPECT_EQ(layout().last_session_lead_in_start, std::nullopt);
    EXPECT_EQ(layout().last_possible_lead_out, std::nullopt);
    EXPECT_EQ(write(11'702, 300), "5/30/05");
    EXPECT_EQ(close(2), "5/30/05");
    EXPECT_EQ(close(1, 1), "5/30/05");
    EXPECT_EQ(reserve(300), "5/30/05");
    EXPECT_EQ(synchronize(), "good");
  }
}

// MMC-6, CLOSE TRACK/SESSION command on CD: functions 1 and 2.
TEST_F(CdRTest, close_by_state) {
  EXPECT_EQ(close(1, 0xFF), "good") << "nothing to close";
  EXPECT_EQ(close(1, 1), "good") << "nothing to close";
  EXPECT_EQ(close(1, 2), "5/24/00");
  EXPECT_EQ(close(2), "good") << "nothing to close";
  EXPECT_EQ(layout().status, DiscStatus::blank);
  for (const std::uint8_t function : {0, 3, 4, 5, 6, 7}) EXPECT_EQ(close(function), "5/24/00") << int{function};
  ASSERT_EQ(write(0, 300), "good");
  EXPECT_EQ(close(1, 0xFF), "good");
  EXPECT_EQ(close(1, 1), "good") << "closed already";
  EXPECT_EQ(layout().tracks.front().size, base::BlockCount{302});
  EXPECT_EQ(close(2), "good");
  EXPECT_EQ(close(2), "good") << "the empty session";
  EXPECT_EQ(layout().status, DiscStatus::appendable);
  EXPECT_EQ(layout().sessions.size(), 2U);
}

TEST_F(CdRTest, close_session_closes_the_open_track) {
  ASSERT_EQ(write(0, 300), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(layout().sessions.front().lead_out, base::Lba{302});
}

TEST_F(CdRTest, an_empty_or_unfinished_reservation_keeps_the_session_open) {
  ASSERT_EQ(reserve(300), "good");
  EXPECT_EQ(close(1, 1), "5/72/04");
  EXPECT_EQ(close(2), "5/72/04");
  ASSERT_EQ(write(0, 100), "good");
  EXPECT_EQ(close(1, 1), "5/72/03");
  EXPECT_EQ(close(2), "5/72/03");
  EXPECT_EQ(write(100, 201), "5/63/00");
  ASSERT_EQ(write(100, 200), "good");
  EXPECT_EQ(synchronize(), "good");
  EXPECT_EQ(layout().tracks.front().size, base::BlockCount{302});
  EXPECT_EQ(next_writable(), 452);
  EXPECT_EQ(close(2), "good");
}

// MMC-6, WRITE (10) command: the mode page has to fit what we record, data in mode 1 and mode 2 form 1.
// Checklist 110.
TEST_F(CdRTest, other_modes_are_illegal_for_this_track) {
  const WriteParameters good = parameters_;
  struct Case {
    WriteType type;
    std::uint8_t track_mode, block_type;
  };
  for (const Case& each : {Case{WriteType::packet, 4, 8}, Case{WriteType::raw, 4, 1},
                           Case{WriteType::track_at_once, 0, 0}, Case{WriteType::track_at_once, 4, 12},
                           Case{WriteType::track_at_once, 0, 8}, Case{WriteType::track_at_once, 0, 10}}) {
    parameters_.write_type = each.type;
    parameters_.track_mode = each.track_mode;
    parameters_.data_block_type = each.block_type;
    EXPECT_EQ(write(0, 300), "5/64/00");
  }
  parameters_ = good;
  EXPECT_EQ(layout().status, DiscStatus::blank);
  ASSERT_EQ(write(0, 300), "good");
  parameters_.track_mode = 6;
  EXPECT_EQ(write(300, 1), "5/64/00");
  parameters_ = good;
  parameters_.data_block_type = 10;
  EXPECT_EQ(write(300, 1), "5/64/00") << "one track has one mode";
}

// wodim -multi writes CD-ROM XA: data block type 10, session format 20h.
TEST_F(CdRTest, mode_2_form_1_is_recorded_and_read_as_user_data) {
  parameters_.data_block_type = 10;
  parameters_.session_format = 0x20;
  parameters_.multi_session = 3;
  ASSERT_EQ(write(0, 300), "good");
  ASSERT_EQ(write(300, 10), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(layout().tracks.front().data_mode, 2);
  EXPECT_EQ(layout().tracks.front().track_mode, 4);
  EXPECT_EQ(layout().disc_type, 0x20);
  EXPECT_TRUE(holds(0, 310));
  ASSERT_EQ(close(2), "good");
  reload();
  EXPECT_EQ(layout().tracks.front().data_mode, 2);
  EXPECT_EQ(layout().disc_type, 0x20);
  parameters_.data_block_type = 8;
  ASSERT_EQ(write(312 + 11'400, 300, 2), "good") << "another session may be of another mode";
  EXPECT_EQ(layout().tracks[1].data_mode, 1);
}

TEST_F(CdRTest, at_most_99_tracks) {
  for (int i = 0; i < 99; ++i) ASSERT_EQ(reserve(300), "good");
  EXPECT_EQ(reserve(300), "5/72/05");
  EXPECT_EQ(next_writable(), -1);
}

TEST_F(CdRTest, a_burn_goes_on_after_a_reload_at_its_checkpoint) {
  burn(0, 300);
  ASSERT_EQ(write(11'702, 100, 2), "good");
  ASSERT_TRUE(medium_->flush(medium_->checkpoint()));
  ASSERT_EQ(write(11'802, 100, 2), "good");
  reload();
  EXPECT_EQ(next_writable(), 11'802);
  ASSERT_EQ(write(11'802, 200, 2), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_TRUE(holds(11'702, 300, 2));
}

// MMC-6, Write Parameters mode page, Test Write: nothing is recorded, and what seems so is forgotten with the bit.
class CdRTestWrite : public CdRTest {
 protected:
  void SetUp() override {
    CdRTest::SetUp();
    parameters_.test_write = true;
  }
};

// Checklist 106.
TEST_F(CdRTestWrite, simulated_state_lives_as_long_as_the_bit) {
  ASSERT_EQ(write(0, 300), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(next_writable(), 452);
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(next_writable(), 302 + 11'400);
  EXPECT_EQ(read(0, 1), "5/21/00") << "nothing is recorded";
  parameters_.test_write = false;
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+359849 nwa 0 free 359849 invisible");
  parameters_.test_write = true;
  EXPECT_EQ(next_writable(), 0);
}

TEST_F(CdRTestWrite, the_file_is_not_changed) {
  ASSERT_EQ(write(0, 300), "good");
  ASSERT_EQ(close(2), "good");
  reload();
  parameters_.test_write = false;
  EXPECT_EQ(layout().status, DiscStatus::blank);
}

TEST_F(CdRTestWrite, refusals_are_the_same) {
  EXPECT_EQ(write(1, 1), "5/21/02");
  EXPECT_EQ(write(capacity, 1), "5/21/00");
  parameters_.multi_session = 0;
  ASSERT_EQ(write(0, 300), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(write(11'702, 1), "5/30/05");
}

}  // namespace
}  // namespace emulator::media
