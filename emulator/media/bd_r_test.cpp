#include "emulator/media/bd_r.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::int64_t capacity = 12'219'392;

class BdRTest : public DiscTest {
 protected:
  void SetUp() override { insert_blank("bd-r"); }
};

// MMC-6, READ DISC INFORMATION and READ TRACK INFORMATION; the values of a real blank BD-R (LG WH16NS40).
TEST_F(BdRTest, blank_disc_has_one_empty_session_and_the_invisible_track) {
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+12219392 nwa 0 free 12219392 invisible");
  const Track track = layout().tracks.front();
  EXPECT_EQ(track.packet_size, 32U);
  EXPECT_EQ(track.track_mode, 4);
  EXPECT_EQ(track.data_mode, 1);
  EXPECT_TRUE(track.is_packet);
  EXPECT_TRUE(track.is_blank);
  EXPECT_EQ(layout().last_possible_lead_out, base::Lba{capacity});
}

TEST_F(BdRTest, identity_is_the_media_profiles) {
  EXPECT_EQ(medium_->identity().manufacturer_id, "VERBAT");
  EXPECT_EQ(medium_->identity().disc_information.size(), 112U);
  EXPECT_EQ(medium_->profile_number(), ProfileNumber::bd_r_sequential);
  EXPECT_EQ(medium_->ecc_block(), base::BlockCount{32});
}

// MMC-6, READ CAPACITY command: a blank recordable disc reports LBA 0.
TEST_F(BdRTest, capacity_is_lba_0_until_a_session_is_complete) {
  EXPECT_EQ(medium_->last_readable(), base::Lba{0});
  ASSERT_EQ(write(0, 64), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(medium_->last_readable(), base::Lba{0});
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(medium_->last_readable(), base::Lba{63});
}

// Checklist 140.
TEST_F(BdRTest, first_write_needs_no_format) {
  EXPECT_EQ(write(0, 32), "good");
  EXPECT_TRUE(holds(0, 32));
  EXPECT_EQ(state(), "appendable | s1 incomplete 1-1 | t1 s1 0+12219392 nwa 32 free 12219360 last 31");
}

// MMC-6, WRITE (10) command on sequential media: states x addresses.
// Checklist 56.
TEST_F(BdRTest, write_elsewhere_than_nwa_is_refused_and_nwa_stays) {
  refuse_all(
      0, {{32, 32, "5/21/02"}, {capacity - 1, 1, "5/21/02"}, {capacity, 1, "5/21/00"}, {0, capacity + 1, "5/21/00"}});
  ASSERT_EQ(write(0, 64), "good");
  refuse_all(64,
             {{0, 32, "5/21/02"}, {32, 32, "5/21/02"}, {63, 1, "5/21/02"}, {65, 1, "5/21/02"}, {96, 32, "5/21/02"}});
  ASSERT_EQ(close(2), "good");
  refuse_all(64, {{0, 32, "5/21/02"}, {32, 32, "5/21/02"}, {96, 32, "5/21/02"}, {capacity, 32, "5/21/00"}});
}

// Checklist 68.
TEST_F(BdRTest, half_a_cluster_is_padded_by_synchronize) {
  ASSERT_EQ(write(0, 16), "good");
  EXPECT_EQ(next_writable(), 16);
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(next_writable(), 32);
  EXPECT_TRUE(holds(0, 16));
  EXPECT_TRUE(holds_zeros(16, 16));
  EXPECT_EQ(write(16, 16), "5/21/02");
  EXPECT_EQ(write(32, 1), "good");
}

TEST_F(BdRTest, next_session_begins_on_the_next_cluster) {
  ASSERT_EQ(write(0, 33), "good");
  ASSERT_EQ(close(1, 1), "good");
  EXPECT_EQ(state(),
            "appendable | s1 incomplete 1-2 | t1 s1 0+64 last 63 reserved closed | "
            "t2 s1 64+12219328 nwa 64 free 12219328 invisible");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(state(),
            "appendable | s1 complete 1-1 lead-out 64 | s2 empty 2-2 | t1 s1 0+64 last 63 closed | "
            "t2 s2 64+12219328 nwa 64 free 12219328 invisible");
  ASSERT_EQ(write(64, 32, 2), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(medium_->last_readable(), base::Lba{95});
  EXPECT_EQ(next_writable(), 96);
  EXPECT_TRUE(holds(64, 32, 2));
}

// MMC-6, CLOSE TRACK/SESSION command, close functions of BD-R: 1, 2 and 6.
// Checklist 121.
TEST_F(BdRTest, other_close_functions_are_invalid_fields) {
  ASSERT_EQ(write(0, 32), "good");
  for (const std::uint8_t function : {0, 3, 4, 5, 7}) EXPECT_EQ(close(function), "5/24/00") << int{function};
  EXPECT_EQ(layout().sessions.front().state, SessionState::incomplete);
}

TEST_F(BdRTest, close_by_state) {
  EXPECT_EQ(close(1, 1), "good") << "the invisible track holds nothing to close";
  EXPECT_EQ(close(1, 2), "5/24/00");
  EXPECT_EQ(close(2), "good");
  EXPECT_EQ(close(6), "5/2C/04") << "a blank disc";
  EXPECT_EQ(layout().status, DiscStatus::blank);
  ASSERT_EQ(write(0, 32), "good");
  EXPECT_EQ(close(1, 1), "good");
  EXPECT_EQ(close(1, 1), "good") << "closed already";
  EXPECT_EQ(close(1, 0xFF), "good");
  EXPECT_EQ(close(1, 3), "5/24/00");
  EXPECT_EQ(close(6), "good");
  for (const std::uint8_t function : {1, 2, 6}) EXPECT_EQ(close(function, 1), "5/30/05") << int{function};
}

// Checklist 109, 122.
TEST_F(BdRTest, finalized_disc_is_complete_and_takes_nothing) {
  ASSERT_EQ(write(0, 32), "good");
  ASSERT_EQ(close(6), "good");
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 32 | t1 s1 0+32 last 31 closed");
  EXPECT_EQ(layout().last_possible_lead_out, std::nullopt);
  EXPECT_EQ(write(32, 32), "5/30/05");
  EXPECT_EQ(reserve(32), "5/30/05");
  EXPECT_EQ(synchronize(), "good");
  EXPECT_EQ(medium_->last_readable(), base::Lba{31});
}

// Decision 2: what belongs to no extent of a track is out of range.
TEST_F(BdRTest, read_of_blank_blocks_is_out_of_range) {
  EXPECT_EQ(read(0, 1), "5/21/00");
  ASSERT_EQ(write(0, 32), "good");
  EXPECT_EQ(read(0, 32), "good");
  EXPECT_EQ(read(0, 33), "5/21/00");
  EXPECT_EQ(read(32, 1), "5/21/00");
  EXPECT_EQ(read(-1, 1), "5/21/00");
  EXPECT_EQ(read(capacity, 1), "5/21/00");
  EXPECT_EQ(read(0, 0), "good");
  const auto refused = medium_->read({base::Lba{16}, base::BlockCount{32}});
  EXPECT_EQ(refused.error().information, base::Lba{32});
}

// MMC-6, RESERVE TRACK command on BD-R: opens a recording range of whole clusters.
// Checklist 124.
TEST_F(BdRTest, reserved_tracks_have_a_writable_address_each) {
  ASSERT_EQ(reserve(40), "good");
  EXPECT_EQ(state(),
            "appendable | s1 incomplete 1-2 | t1 s1 0+64 nwa 0 free 64 blank reserved | "
            "t2 s1 64+12219328 nwa 64 free 12219328 invisible");
  ASSERT_EQ(write(64, 32), "good");
  ASSERT_EQ(write(0, 32), "good");
  EXPECT_EQ(write(32, 33), "5/63/00") << "past the end of the reservation";
  EXPECT_EQ(close(1, 1), "5/72/03");
  EXPECT_EQ(close(2), "5/72/03");
  ASSERT_EQ(write(32, 32), "good");
  EXPECT_EQ(close(1, 1), "good");
  EXPECT_EQ(close(2), "good");
}

TEST_F(BdRTest, empty_reservation_keeps_the_session_open) {
  ASSERT_EQ(reserve(32), "good");
  EXPECT_EQ(close(1, 1), "5/72/04");
  EXPECT_EQ(close(2), "5/72/04");
  EXPECT_EQ(close(6), "5/72/04");
}

TEST_F(BdRTest, reservations_have_limits) {
  EXPECT_EQ(reserve(0), "5/24/00");
  EXPECT_EQ(reserve(capacity + 1), "5/63/01");
  for (int i = 0; i < 16; ++i) ASSERT_EQ(reserve(32), "good");
  EXPECT_EQ(reserve(32), "5/72/05");
}

// The Write Parameters page does not apply to BD, and nothing can be simulated. MMC-6, BD Write feature.
TEST_F(BdRTest, test_write_is_refused) {
  parameters_.test_write = true;
  EXPECT_EQ(write(0, 32), "5/26/02");
  EXPECT_EQ(layout().status, DiscStatus::blank);
}

TEST_F(BdRTest, cue_sheet_is_refused) { EXPECT_EQ(outcome(medium_->send_cue_sheet({}, parameters_)), "5/30/05"); }

TEST_F(BdRTest, last_block_of_the_disc_can_be_written) {
  ASSERT_EQ(reserve(capacity - 32), "good");
  ASSERT_EQ(write(capacity - 32, 32), "good");
  EXPECT_EQ(next_writable(), -1);
  EXPECT_EQ(write(capacity, 1), "5/21/00");
  EXPECT_TRUE(holds(capacity - 1, 1));
}

TEST_F(BdRTest, what_was_flushed_is_there_after_reload_and_the_rest_is_not) {
  ASSERT_EQ(write(0, 32), "good");
  ASSERT_EQ(close(2), "good");
  ASSERT_EQ(write(32, 32, 3), "good");
  const std::string before = state();
  ASSERT_TRUE(medium_->flush(medium_->checkpoint()));
  ASSERT_EQ(write(64, 32), "good");
  reload();
  EXPECT_EQ(state(), before);
  EXPECT_TRUE(holds(0, 32));
  EXPECT_TRUE(holds(32, 32, 3));
  EXPECT_EQ(write(64, 32), "good") << "the burn goes on where the checkpoint left it";
}

}  // namespace
}  // namespace emulator::media
