#include "emulator/media/dvd_plus_r.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::int64_t capacity = 2'295'104;

class DvdPlusRTest : public DiscTest {
 protected:
  void SetUp() override { insert_blank("dvd+r"); }
};

// MMC-6, READ DISC INFORMATION and READ TRACK INFORMATION; real blank DVD+R discs.
TEST_F(DvdPlusRTest, blank_disc_has_one_empty_session_and_the_invisible_track) {
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+2295104 nwa 0 free 2295104 invisible");
  const DiscLayout shown = layout();
  EXPECT_EQ(shown.read_compatibility_lba, 270'336U);
  EXPECT_EQ(shown.last_possible_lead_out, base::Lba{0x230540});
  EXPECT_EQ(shown.disc_identification, std::nullopt);
  const Track track = shown.tracks.front();
  EXPECT_EQ(track.packet_size, 16U);
  EXPECT_EQ(track.track_mode, 7);
  EXPECT_EQ(track.data_mode, 1);
  EXPECT_FALSE(track.is_packet);
  EXPECT_FALSE(track.is_reserved);
}

// ACER DVD-RW AXD001: a closed session of 192 blocks, then NWA 2240 and 2292864 free blocks.
// Checklist 63.
TEST_F(DvdPlusRTest, next_session_begins_2048_blocks_behind) {
  ASSERT_EQ(write(0, 192), "good");
  ASSERT_EQ(close(1, 1), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(state(),
            "appendable | s1 complete 1-1 lead-out 192 | s2 empty 2-2 | t1 s1 0+192 last 191 closed | "
            "t2 s2 2240+2292864 nwa 2240 free 2292864 invisible");
  EXPECT_EQ(medium_->last_readable(), base::Lba{191});
  ASSERT_EQ(write(2240, 16, 2), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(next_writable(), 2256 + 2048);
  EXPECT_EQ(medium_->last_readable(), base::Lba{2255});
  EXPECT_TRUE(holds(0, 192));
  EXPECT_TRUE(holds(2240, 16, 2));
}

TEST_F(DvdPlusRTest, end_of_a_session_is_padded_to_an_ecc_block) {
  ASSERT_EQ(write(0, 17), "good");
  EXPECT_EQ(next_writable(), 17);
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(medium_->last_readable(), base::Lba{31});
  EXPECT_TRUE(holds(0, 17));
  EXPECT_TRUE(holds_zeros(17, 15));
  EXPECT_EQ(next_writable(), 32 + 2048);
}

// Decision 2: the blocks between sessions belong to no track.
TEST_F(DvdPlusRTest, blocks_between_sessions_are_out_of_range) {
  ASSERT_EQ(write(0, 32), "good");
  ASSERT_EQ(close(2), "good");
  ASSERT_EQ(write(2080, 32), "good");
  ASSERT_EQ(close(2), "good");
  for (const std::int64_t lba : {32, 33, 1000, 2079}) EXPECT_EQ(read(lba, 1), "5/21/00") << lba;
  EXPECT_EQ(read(31, 2), "5/21/00");
  EXPECT_EQ(read(2080, 32), "good");
  EXPECT_EQ(read(2112, 1), "5/21/00");
}

// MMC-6, WRITE (10) command on sequential media: states x addresses.
// Checklist 107.
TEST_F(DvdPlusRTest, write_elsewhere_than_nwa_is_refused_and_nwa_stays) {
  refuse_all(
      0, {{16, 16, "5/21/02"}, {capacity - 1, 1, "5/21/02"}, {capacity, 1, "5/21/00"}, {0, capacity + 1, "5/21/00"}});
  ASSERT_EQ(write(0, 32), "good");
  refuse_all(32, {{0, 16, "5/21/02"}, {31, 1, "5/21/02"}, {33, 1, "5/21/02"}, {-1, 1, "5/21/02"}});
  ASSERT_EQ(close(1, 1), "good");
  refuse_all(48, {{32, 16, "5/21/02"}, {0, 16, "5/21/02"}});
  ASSERT_EQ(close(2), "good");
  refuse_all(2080, {{32, 16, "5/21/02"}, {2064, 16, "5/21/02"}, {2096, 16, "5/21/02"}, {capacity, 16, "5/21/00"}});
}

// MMC-6, CLOSE TRACK/SESSION command, close functions of DVD+R: 1, 2, 5 and 6.
// Checklist 121.
TEST_F(DvdPlusRTest, other_close_functions_are_invalid_fields) {
  ASSERT_EQ(write(0, 16), "good");
  for (const std::uint8_t function : {0, 3, 4, 7}) EXPECT_EQ(close(function), "5/24/00") << int{function};
  EXPECT_EQ(layout().sessions.front().state, SessionState::incomplete);
}

TEST_F(DvdPlusRTest, close_by_state) {
  EXPECT_EQ(close(1, 1), "good") << "nothing to close";
  EXPECT_EQ(close(2), "good") << "nothing to close";
  EXPECT_EQ(close(1, 0), "5/24/00");
  EXPECT_EQ(close(1, 2), "5/24/00");
  EXPECT_EQ(close(5), "5/2C/04");
  EXPECT_EQ(close(6), "5/2C/04");
  EXPECT_EQ(layout().status, DiscStatus::blank);
  ASSERT_EQ(write(0, 16), "good");
  EXPECT_EQ(close(1, 0xFF), "good");
  EXPECT_EQ(close(1, 1), "good") << "closed already";
  EXPECT_EQ(state(),
            "appendable | s1 incomplete 1-2 | t1 s1 0+16 last 15 reserved closed | "
            "t2 s1 32+2295072 nwa 32 free 2295072 invisible");
}

// Checklist 122.
TEST_F(DvdPlusRTest, functions_5_and_6_finalize) {
  for (const std::uint8_t function : {5, 6}) {
    std::filesystem::remove(file());
    medium_.reset();
    insert_blank("dvd+r");
    ASSERT_EQ(write(0, 16), "good");
    ASSERT_EQ(close(function), "good");
    EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 16 | t1 s1 0+16 last 15 closed");
    EXPECT_EQ(layout().last_possible_lead_out, std::nullopt);
    EXPECT_EQ(write(16, 16), "5/30/05");
    EXPECT_EQ(reserve(16), "5/30/05");
    for (const std::uint8_t again : {1, 2, 5, 6}) EXPECT_EQ(close(again, 1), "5/30/05") << int{again};
  }
}

TEST_F(DvdPlusRTest, an_appendable_disc_with_an_empty_session_can_be_finalized) {
  ASSERT_EQ(write(0, 16), "good");
  ASSERT_EQ(close(2), "good");
  ASSERT_EQ(close(6), "good");
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 16 | t1 s1 0+16 last 15 closed");
}

// MMC-6, DVD+R recording model: a closed session is one track; the run-in between fragments becomes a part of it.
TEST_F(DvdPlusRTest, fragments_of_a_session_become_one_track) {
  ASSERT_EQ(reserve(20), "good");
  ASSERT_EQ(write(48, 16), "good");
  ASSERT_EQ(write(0, 32), "good");
  EXPECT_EQ(state(),
            "appendable | s1 incomplete 1-2 | t1 s1 0+32 last 31 reserved | "
            "t2 s1 48+2295056 nwa 64 free 2295040 last 63 reserved");
  EXPECT_EQ(read(32, 16), "5/21/00");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(state(),
            "appendable | s1 complete 1-1 lead-out 64 | s2 empty 2-2 | t1 s1 0+64 last 63 closed | "
            "t2 s2 2112+2292992 nwa 2112 free 2292992 invisible");
  EXPECT_TRUE(holds(0, 32));
  EXPECT_TRUE(holds_zeros(32, 16));
  EXPECT_TRUE(holds(48, 16));
  const std::string before = state();
  reload();
  EXPECT_EQ(state(), before);
}

TEST_F(DvdPlusRTest, reservations_have_limits) {
  EXPECT_EQ(reserve(0), "5/24/00");
  EXPECT_EQ(reserve(capacity + 1), "5/63/01");
  for (int i = 0; i < 15; ++i) ASSERT_EQ(reserve(16), "good");
  EXPECT_EQ(reserve(16), "5/72/05");
  EXPECT_EQ(close(2), "5/72/04");
}

TEST_F(DvdPlusRTest, the_154th_session_has_no_writable_address) {
  for (int session = 1; session <= 153; ++session) {
    ASSERT_EQ(write(next_writable(), 16), "good");
    ASSERT_EQ(outcome(medium_->close({.function = 2}, parameters_)), "good");
  }
  EXPECT_EQ(next_writable(), -1);
  EXPECT_EQ(layout().status, DiscStatus::appendable);
  EXPECT_EQ(layout().tracks.back().free_blocks, base::BlockCount{0});
  EXPECT_EQ(close(6), "good");
  EXPECT_EQ(layout().sessions.size(), 153U);
}

// Decision 4.
TEST_F(DvdPlusRTest, a_full_disc_is_appendable_without_a_writable_address) {
  ASSERT_EQ(reserve(capacity - 32), "good");
  ASSERT_EQ(write(capacity - 16, 16), "good");
  EXPECT_EQ(write(capacity, 1), "5/21/00");
  EXPECT_EQ(next_writable(), -1);
}

TEST_F(DvdPlusRTest, test_write_is_refused) {
  parameters_.test_write = true;
  EXPECT_EQ(write(0, 16), "5/26/02");
}

TEST_F(DvdPlusRTest, cue_sheet_is_refused) { EXPECT_EQ(outcome(medium_->send_cue_sheet({}, parameters_)), "5/30/05"); }

}  // namespace
}  // namespace emulator::media
