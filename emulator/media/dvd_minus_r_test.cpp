#include "emulator/media/dvd_minus_r.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::int64_t capacity = 2'297'888;
constexpr std::uint8_t next_session_allowed = 3;

// Incrementally: packets, and the disc stays appendable.
class DvdMinusRTest : public DiscTest {
 protected:
  void SetUp() override {
    insert_blank("dvd-r");
    parameters_ = {.write_type = WriteType::packet, .multi_session = next_session_allowed};
  }
  void at_once() { parameters_ = {.write_type = WriteType::session_at_once}; }
};

// MMC-6, READ DISC INFORMATION and READ TRACK INFORMATION; a real blank DVD-R (HL-DT-ST GSA-H31N).
TEST_F(DvdMinusRTest, blank_disc_has_one_empty_session_and_the_invisible_track) {
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+2297888 nwa 0 free 2297888 invisible");
  EXPECT_EQ(layout().last_possible_lead_out, base::Lba{2'298'496});
  EXPECT_FALSE(layout().is_erasable);
  const Track track = layout().tracks.front();
  EXPECT_EQ(track.packet_size, 16U);
  EXPECT_EQ(track.track_mode, 4);
  EXPECT_FALSE(track.is_packet);
  EXPECT_EQ(medium_->last_readable(), base::Lba{0});
}

// 65264 -> 93952 on a real disc: what was recorded counts for the capacity, what pads it for the track.
// Checklist 64.
TEST_F(DvdMinusRTest, first_border_is_padded_and_28688_blocks_lie_behind_it) {
  ASSERT_EQ(write(0, 16), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(state(),
            "appendable | s1 complete 1-1 lead-out 16 | s2 empty 2-2 | t1 s1 0+65264 last 15 closed | "
            "t2 s2 93952+2203936 nwa 93952 free 2203936 invisible");
  EXPECT_EQ(medium_->last_readable(), base::Lba{15});
  EXPECT_EQ(read(16, 1), "5/21/00");
  EXPECT_TRUE(layout().tracks.front().is_packet);
  EXPECT_TRUE(layout().tracks.back().is_packet);
  reload();
  EXPECT_EQ(next_writable(), 93'952);
}

// 132800 -> 161488 on a real DVD-RW (ASUS DRW-1608P2).
TEST_F(DvdMinusRTest, larger_first_session_is_not_padded) {
  for (std::int64_t at = 0; at < 66'000; at += 4'000) ASSERT_EQ(write(at, 4'000), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(layout().tracks.front().size, base::BlockCount{68'000});
  EXPECT_EQ(next_writable(), 68'000 + 28'688);
}

TEST_F(DvdMinusRTest, later_borders_are_shorter) {
  ASSERT_EQ(write(0, 32), "good");
  ASSERT_EQ(close(2), "good");
  ASSERT_EQ(write(93'952, 32, 2), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(next_writable(), 93'984 + 9'216);
  EXPECT_EQ(medium_->last_readable(), base::Lba{93'983});
  EXPECT_TRUE(holds(0, 32));
  EXPECT_TRUE(holds(93'952, 32, 2));
}

// MMC-6, Write Parameters mode page, Multi-session 00b: the border is the last.
TEST_F(DvdMinusRTest, closing_without_a_next_session_finalizes) {
  ASSERT_EQ(write(0, 16), "good");
  parameters_.multi_session = 0;
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 16 | t1 s1 0+65264 last 15 closed");
  EXPECT_EQ(layout().last_possible_lead_out, std::nullopt);
  EXPECT_EQ(write(16, 16), "5/30/05");
  EXPECT_EQ(reserve(16), "5/30/05");
  for (const std::uint8_t again : {1, 2}) EXPECT_EQ(close(again, 1), "5/30/05") << int{again};
  EXPECT_EQ(synchronize(), "good");
}

TEST_F(DvdMinusRTest, appendable_disc_with_an_empty_session_can_be_finalized) {
  ASSERT_EQ(write(0, 16), "good");
  ASSERT_EQ(close(2), "good");
  ASSERT_EQ(close(2), "good") << "nothing to close";
  EXPECT_EQ(layout().status, DiscStatus::appendable);
  parameters_.multi_session = 0;
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(layout().status, DiscStatus::complete);
}

TEST_F(DvdMinusRTest, closing_a_blank_disc_leaves_it_blank) {
  parameters_.multi_session = 0;
  EXPECT_EQ(close(1, 1), "good");
  EXPECT_EQ(close(2), "good");
  EXPECT_EQ(layout().status, DiscStatus::blank);
  EXPECT_EQ(close(1, 2), "5/24/00");
}

// MMC-6, CLOSE TRACK/SESSION command, close functions of DVD-R: 1 and 2.
TEST_F(DvdMinusRTest, other_close_functions_are_invalid_fields) {
  ASSERT_EQ(write(0, 16), "good");
  for (const std::uint8_t function : {0, 3, 4, 5, 6, 7}) EXPECT_EQ(close(function), "5/24/00") << int{function};
  EXPECT_EQ(layout().sessions.front().state, SessionState::incomplete);
}

TEST_F(DvdMinusRTest, synchronizing_moves_nwa_to_the_next_ecc_block) {
  ASSERT_EQ(write(0, 17), "good");
  EXPECT_EQ(next_writable(), 17);
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(next_writable(), 32);
  EXPECT_TRUE(holds(0, 17));
  EXPECT_TRUE(holds_zeros(17, 15));
}

TEST_F(DvdMinusRTest, next_track_of_a_session_begins_behind_the_last) {
  ASSERT_EQ(write(0, 20), "good");
  ASSERT_EQ(close(1, 1), "good");
  EXPECT_EQ(state(),
            "appendable | s1 incomplete 1-2 | t1 s1 0+32 last 31 closed | "
            "t2 s1 32+2297856 nwa 32 free 2297856 invisible");
  EXPECT_EQ(close(1, 1), "good") << "closed already";
}

// MMC-6, RESERVE TRACK command: two reserved tracks and the invisible one.
TEST_F(DvdMinusRTest, reserved_tracks_have_addresses_of_their_own) {
  ASSERT_EQ(reserve(20), "good");
  ASSERT_EQ(reserve(64), "good");
  EXPECT_EQ(reserve(16), "5/72/05");
  EXPECT_EQ(state(),
            "appendable | s1 incomplete 1-3 | t1 s1 0+32 nwa 0 free 32 blank reserved | "
            "t2 s1 32+64 nwa 32 free 64 blank reserved | t3 s1 96+2297792 nwa 96 free 2297792 invisible");
  ASSERT_EQ(write(32, 64, 2), "good");
  ASSERT_EQ(write(0, 16), "good");
  EXPECT_EQ(write(16, 17), "5/63/00");
  EXPECT_EQ(write(48, 16), "5/21/02");
  EXPECT_EQ(close(2), "5/72/03") << "the first reservation is not full";
  ASSERT_EQ(write(16, 16), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(layout().sessions.front().lead_out, base::Lba{96});
  EXPECT_EQ(layout().tracks[1].size, base::BlockCount{65'264 - 32});
}

TEST_F(DvdMinusRTest, reservations_have_limits) {
  EXPECT_EQ(reserve(0), "5/24/00");
  EXPECT_EQ(reserve(capacity + 1), "5/63/01");
  ASSERT_EQ(reserve(16), "good");
  EXPECT_EQ(close(2), "5/72/04");
  EXPECT_EQ(close(1, 1), "5/72/04");
}

// MMC-6, WRITE (10) command on sequential media: states x addresses.
TEST_F(DvdMinusRTest, write_elsewhere_than_nwa_is_refused_and_nwa_stays) {
  refuse_all(
      0, {{16, 16, "5/21/02"}, {capacity - 1, 1, "5/21/02"}, {capacity, 1, "5/21/00"}, {0, capacity + 1, "5/21/00"}});
  ASSERT_EQ(write(0, 32), "good");
  refuse_all(32, {{0, 16, "5/21/02"}, {31, 1, "5/21/02"}, {33, 1, "5/21/02"}, {-1, 1, "5/21/02"}});
  ASSERT_EQ(close(2), "good");
  refuse_all(93'952, {{32, 16, "5/21/02"}, {93'936, 16, "5/21/02"}, {93'968, 16, "5/21/02"}});
}

// MMC-6, Write Parameters mode page: DVD-R is written with write types 0 and 2, in blocks of 2048 bytes.
TEST_F(DvdMinusRTest, other_write_types_are_illegal_modes) {
  for (const WriteType type : {WriteType::track_at_once, WriteType::raw, WriteType::layer_jump}) {
    parameters_.write_type = type;
    EXPECT_EQ(write(0, 16), "5/64/00");
    EXPECT_EQ(reserve(16), "5/64/00");
  }
  parameters_ = {.write_type = WriteType::packet, .data_block_type = 10};
  EXPECT_EQ(write(0, 16), "5/64/00");
  EXPECT_EQ(layout().status, DiscStatus::blank);
}

TEST_F(DvdMinusRTest, disc_at_once_is_reserved_written_and_complete_with_its_last_block) {
  at_once();
  ASSERT_EQ(reserve(610), "good");
  EXPECT_EQ(state(),
            "appendable | s1 incomplete 1-2 | t1 s1 0+624 nwa 0 free 624 blank reserved | "
            "t2 s1 624+2297264 nwa 624 free 2297264 invisible");
  EXPECT_FALSE(layout().tracks.front().is_packet);
  ASSERT_EQ(write(0, 608), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(layout().status, DiscStatus::appendable) << "more was announced";
  ASSERT_EQ(write(608, 2), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 624 | t1 s1 0+624 last 623 closed");
  EXPECT_TRUE(holds(0, 610));
  EXPECT_TRUE(holds_zeros(610, 14));
  EXPECT_EQ(close(1, 1), "good") << "closed already";
  EXPECT_EQ(close(2), "good") << "closed already";
  EXPECT_EQ(write(624, 16), "5/30/05");
  reload();
  EXPECT_EQ(layout().status, DiscStatus::complete);
}

TEST_F(DvdMinusRTest, disc_at_once_of_unknown_size_ends_with_synchronize_cache) {
  at_once();
  ASSERT_EQ(write(0, 40), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 48 | t1 s1 0+48 last 47 closed");
}

TEST_F(DvdMinusRTest, disc_at_once_that_is_closed_too_early_stays_open) {
  at_once();
  ASSERT_EQ(reserve(64), "good");
  EXPECT_EQ(close(2), "5/72/04");
  ASSERT_EQ(write(0, 32), "good");
  EXPECT_EQ(close(1, 1), "5/72/03");
  EXPECT_EQ(close(2), "5/72/03");
  const std::string before = state();
  ASSERT_EQ(synchronize(), "good");
  reload();
  EXPECT_EQ(state(), before);
  ASSERT_EQ(write(32, 32), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(layout().status, DiscStatus::complete);
}

TEST_F(DvdMinusRTest, at_once_and_increments_do_not_mix) {
  ASSERT_EQ(write(0, 16), "good");
  at_once();
  EXPECT_EQ(write(16, 16), "5/64/00");
  EXPECT_EQ(reserve(16), "5/30/05");
  parameters_ = {.write_type = WriteType::packet, .multi_session = next_session_allowed};
  ASSERT_EQ(close(2), "good");
  at_once();
  EXPECT_EQ(write(93'952, 16), "5/64/00");
  EXPECT_EQ(next_writable(), 93'952);
}

TEST_F(DvdMinusRTest, increments_into_a_disc_at_once_are_illegal_modes) {
  at_once();
  ASSERT_EQ(write(0, 16), "good");
  parameters_ = {.write_type = WriteType::packet, .multi_session = next_session_allowed};
  EXPECT_EQ(write(16, 16), "5/64/00");
  EXPECT_EQ(reserve(16), "5/64/00");
}

// MMC-6, Write Parameters mode page, Test Write: all answers are those of a burn, and nothing is recorded.
TEST_F(DvdMinusRTest, simulated_burn_leaves_the_disc_blank) {
  parameters_.test_write = true;
  ASSERT_EQ(write(0, 20), "good");
  EXPECT_EQ(write(0, 16), "5/21/02");
  EXPECT_EQ(next_writable(), 20);
  EXPECT_EQ(read(0, 1), "5/21/00");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(next_writable(), 93'952);
  parameters_.test_write = false;
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+2297888 nwa 0 free 2297888 invisible");
  reload();
  EXPECT_EQ(layout().status, DiscStatus::blank);
}

TEST_F(DvdMinusRTest, simulated_disc_at_once_leaves_the_disc_blank) {
  parameters_ = {.write_type = WriteType::session_at_once, .test_write = true};
  ASSERT_EQ(reserve(32), "good");
  ASSERT_EQ(write(0, 32), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(layout().status, DiscStatus::complete);
  EXPECT_EQ(close(2), "good");
  reload();
  parameters_.test_write = false;
  EXPECT_EQ(layout().status, DiscStatus::blank);
}

TEST_F(DvdMinusRTest, full_disc_is_appendable_without_a_writable_address) {
  ASSERT_EQ(reserve(capacity - 32), "good");
  ASSERT_EQ(write(capacity - 32, 32), "good");
  EXPECT_EQ(write(capacity, 1), "5/21/00");
  EXPECT_EQ(next_writable(), -1);
}

TEST_F(DvdMinusRTest, cue_sheets_and_formats_are_refused) {
  EXPECT_EQ(outcome(medium_->send_cue_sheet({}, parameters_)), "5/30/05");
  EXPECT_EQ(outcome(medium_->format({})), "5/30/06");
  EXPECT_TRUE(medium_->formats().empty());
}

}  // namespace
}  // namespace emulator::media
