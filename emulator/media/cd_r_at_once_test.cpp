// Session at once, from the cue sheet to the lead-out. MMC-6, SEND CUE SHEET and WRITE (10) commands; Orange Book.
#include <gtest/gtest.h>

#include "emulator/media/cd_r.h"
#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

CueEntry row(std::uint8_t track, std::uint8_t index, std::uint8_t form, std::int64_t address) {
  const std::int64_t frames = address + 150;
  return {0x41,
          track,
          index,
          form,
          0,
          static_cast<std::uint8_t>(frames / 75 / 60),
          static_cast<std::uint8_t>(frames / 75 % 60),
          static_cast<std::uint8_t>(frames % 75)};
}

class CdRAtOnceTest : public DiscTest {
 protected:
  void SetUp() override {
    insert_blank("cd-r");
    parameters_.write_type = WriteType::session_at_once;
    parameters_.multi_session = 3;
  }
  [[nodiscard]] std::string send_cue(std::uint8_t track, std::int64_t start, std::int64_t blocks) {
    const std::vector<CueEntry> sheet{row(0, 0, 0x14, -150), row(track, 0, 0x10, start - 150),
                                      row(track, 1, 0x10, start), row(0xAA, 1, 0x14, start + blocks)};
    return outcome(medium_->send_cue_sheet(sheet, parameters_));
  }
};

// README.md, decision 6.
TEST_F(CdRAtOnceTest, writable_address_of_a_blank_disc_is_the_pre_gap) {
  EXPECT_EQ(next_writable(), -150);
  ASSERT_EQ(send_cue(1, 0, 300), "good");
  EXPECT_EQ(next_writable(), -150);
  EXPECT_EQ(layout().tracks.front().start, base::Lba{0});
  parameters_.write_type = WriteType::track_at_once;
  EXPECT_EQ(next_writable(), 0);
}

// cdrskin -msinfo and xorriso ask for the address on the mode page of session at once, without a cue sheet, and make an
// image for the answer.
TEST_F(CdRAtOnceTest, writable_address_of_an_appendable_disc_is_where_the_next_image_begins) {
  ASSERT_EQ(send_cue(1, 0, 300), "good");
  ASSERT_EQ(write(-150, 450), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(next_writable(), 300 + 11'400);
  parameters_.write_type = WriteType::track_at_once;
  EXPECT_EQ(next_writable(), 300 + 11'400);
}

TEST_F(CdRAtOnceTest, a_session_is_complete_after_its_last_block_and_synchronize) {
  ASSERT_EQ(send_cue(1, 0, 1000), "good");
  EXPECT_EQ(layout().status, DiscStatus::blank) << "a cue sheet records nothing";
  EXPECT_EQ(next_writable(), -150);
  ASSERT_EQ(write(-150, 150), "good");
  EXPECT_EQ(next_writable(), 0);
  ASSERT_EQ(write(0, 400), "good");
  EXPECT_EQ(state(), "appendable | s1 incomplete 1-1 | t1 s1 0+1000 nwa 400 free 600 last 399");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(layout().sessions.front().state, SessionState::incomplete) << "more blocks are due";
  ASSERT_EQ(write(400, 600), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(state(),
            "appendable | s1 complete 1-1 lead-out 1000 | s2 empty 2-2 | t1 s1 0+1000 last 999 closed | "
            "t2 s2 12400+347449 nwa 12400 free 347449 invisible");
  EXPECT_TRUE(holds(0, 1000));
  EXPECT_EQ(medium_->last_readable(), base::Lba{999}) << "no run-out in session at once";
  EXPECT_EQ(read(1000, 1), "5/21/00");
}

// Checklist 104.
TEST_F(CdRAtOnceTest, multi_session_bits_decide_what_synchronize_makes) {
  parameters_.multi_session = 0;
  ASSERT_EQ(send_cue(1, 0, 300), "good");
  ASSERT_EQ(write(-150, 450), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 300 | t1 s1 0+300 last 299 closed");
  EXPECT_EQ(close(2), "good") << "a close after session at once does no harm";
  EXPECT_EQ(write(300, 1), "5/30/05");
  EXPECT_EQ(send_cue(2, 11'700, 300), "5/30/05");
}

TEST_F(CdRAtOnceTest, later_sessions_follow_the_table) {
  ASSERT_EQ(send_cue(1, 0, 300), "good");
  ASSERT_EQ(write(-150, 450), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(close(2), "good");
  EXPECT_EQ(next_writable(), 300 + 11'400);
  ASSERT_EQ(send_cue(2, 300 + 11'400, 300), "good");
  EXPECT_EQ(next_writable(), 300 + 11'250);
  ASSERT_EQ(write(11'550, 450, 2), "good");
  ASSERT_EQ(close(2), "good") << "closing does what synchronizing would";
  EXPECT_EQ(next_writable(), 12'000 + 6'900);
  EXPECT_TRUE(holds(11'700, 300, 2));
  EXPECT_EQ(read(11'550, 1), "5/21/00") << "the pre-gap lies between the sessions";
  EXPECT_EQ(read(-150, 1), "5/21/00");
}

// 3.1: WRITE without the cue sheet it needs, or in the wrong order.
TEST_F(CdRAtOnceTest, wrong_order_is_a_command_sequence_error) {
  EXPECT_EQ(write(-150, 150), "5/2C/00") << "no cue sheet";
  EXPECT_EQ(write(0, 1), "5/2C/00");
  parameters_.write_type = WriteType::track_at_once;
  EXPECT_EQ(send_cue(1, 0, 300), "5/2C/00") << "the mode page says track at once";
  ASSERT_EQ(write(0, 300), "good");
  parameters_.write_type = WriteType::session_at_once;
  EXPECT_EQ(send_cue(1, 0, 300), "5/2C/00") << "a track is open";
  EXPECT_EQ(write(300, 1), "5/2C/00");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(send_cue(2, 452, 300), "5/2C/00") << "a session is open";
}

TEST_F(CdRAtOnceTest, a_session_under_way_takes_nothing_else) {
  ASSERT_EQ(send_cue(1, 0, 300), "good");
  ASSERT_EQ(write(-150, 150), "good");
  EXPECT_EQ(send_cue(1, 0, 300), "5/2C/00");
  EXPECT_EQ(reserve(300), "5/2C/00");
  EXPECT_EQ(close(1, 1), "5/72/03");
  EXPECT_EQ(close(2), "5/72/03");
  parameters_.write_type = WriteType::track_at_once;
  EXPECT_EQ(write(0, 1), "5/2C/00");
}

// Checklist 101.
TEST_F(CdRAtOnceTest, writing_begins_in_the_pre_gap_and_has_no_holes) {
  ASSERT_EQ(send_cue(1, 0, 300), "good");
  EXPECT_EQ(write(0, 1), "5/21/02");
  EXPECT_EQ(write(-149, 1), "5/21/02");
  EXPECT_EQ(write(-150, 451), "5/63/00") << "past the lead-out of the sheet";
  EXPECT_EQ(layout().status, DiscStatus::blank);
  ASSERT_EQ(write(-150, 100), "good");
  EXPECT_EQ(write(-150, 100), "5/21/02");
  EXPECT_EQ(write(-49, 1), "5/21/02");
  EXPECT_EQ(next_writable(), -50);
  ASSERT_EQ(write(-50, 350), "good");
  EXPECT_EQ(write(300, 1), "5/63/00");
  EXPECT_EQ(write(359'849, 1), "5/21/00");
}

TEST_F(CdRAtOnceTest, a_pre_gap_that_the_drive_makes_is_not_sent) {
  const std::vector<CueEntry> sheet{row(0, 0, 0x14, -150), row(1, 0, 0x14, -150), row(1, 1, 0x10, 0),
                                    row(0xAA, 1, 0x14, 300)};
  ASSERT_EQ(outcome(medium_->send_cue_sheet(sheet, parameters_)), "good");
  EXPECT_EQ(next_writable(), 0);
  EXPECT_EQ(write(-150, 150), "5/21/02");
  ASSERT_EQ(write(0, 300), "good");
  EXPECT_EQ(synchronize(), "good");
  EXPECT_EQ(layout().sessions.front().state, SessionState::complete);
}

// Checklist 102.
TEST_F(CdRAtOnceTest, block_size_of_the_sheet_counts) {
  ASSERT_EQ(send_cue(1, 0, 300), "good");
  const base::ByteBuffer raw(2352);
  const WriteJob job{.range = {base::Lba{-150}, base::BlockCount{1}}, .data = raw, .block_size = 2352};
  EXPECT_EQ(outcome(medium_->write(job, parameters_)), "5/64/00");
}

TEST_F(CdRAtOnceTest, a_new_sheet_replaces_one_that_nobody_followed) {
  ASSERT_EQ(send_cue(1, 0, 300), "good");
  ASSERT_EQ(send_cue(1, 0, 400), "good");
  ASSERT_EQ(write(-150, 550), "good");
  EXPECT_EQ(synchronize(), "good");
  EXPECT_EQ(medium_->last_readable(), base::Lba{399});
}

TEST_F(CdRAtOnceTest, a_sheet_and_a_session_under_way_survive_a_reload) {
  ASSERT_EQ(send_cue(1, 0, 300), "good");
  ASSERT_TRUE(medium_->flush(medium_->checkpoint()));
  reload();
  ASSERT_EQ(write(-150, 200), "good");
  ASSERT_TRUE(medium_->flush(medium_->checkpoint()));
  reload();
  EXPECT_EQ(next_writable(), 50);
  ASSERT_EQ(write(50, 250), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_TRUE(holds(0, 300));
}

TEST_F(CdRAtOnceTest, test_write_leaves_no_sheet_behind) {
  parameters_.test_write = true;
  ASSERT_EQ(send_cue(1, 0, 300), "good");
  ASSERT_EQ(write(-150, 450), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(layout().sessions.front().state, SessionState::complete);
  parameters_.test_write = false;
  EXPECT_EQ(layout().status, DiscStatus::blank);
  EXPECT_EQ(write(-150, 150), "5/2C/00");
}

}  // namespace
}  // namespace emulator::media
