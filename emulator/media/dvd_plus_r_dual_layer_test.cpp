#include "emulator/media/dvd_plus_r_dual_layer.h"

#include <gtest/gtest.h>

#include <vector>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::int64_t capacity = 4'173'824;
constexpr std::int64_t layer_0 = 2'086'912;

class DvdPlusRDualLayerTest : public DiscTest {
 protected:
  void SetUp() override { insert_blank("dvd+r-dl"); }

  std::string set_layer_0(std::int64_t blocks) {
    const auto epoch = medium_->set_layer_boundary(base::BlockCount{blocks});
    EXPECT_TRUE(!epoch || medium_->flush(*epoch));
    return outcome(epoch);
  }
  std::int64_t last_possible_lead_out() const { return layout().last_possible_lead_out.value().value; }
};

// Optiarc AD-7590S and HL-DT-ST BT20N with blank discs.
TEST_F(DvdPlusRDualLayerTest, blank_disc_has_two_equal_layers_that_can_be_set) {
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+4173824 nwa 0 free 4173824 invisible");
  EXPECT_EQ(layout().layer_boundary->layer_0, base::BlockCount{layer_0});
  EXPECT_TRUE(layout().layer_boundary->can_be_set);
  EXPECT_EQ(layout().read_compatibility_lba, 266'240U);
  EXPECT_EQ(last_possible_lead_out(), capacity);
}

// MMC-6, Layer Boundary Information: L0 Data Area Capacity; both layers hold as much.
TEST_F(DvdPlusRDualLayerTest, capacity_follows_the_layer_boundary) {
  ASSERT_EQ(set_layer_0(320), "good");
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+640 nwa 0 free 640 invisible");
  EXPECT_EQ(last_possible_lead_out(), 640);
  EXPECT_FALSE(layout().layer_boundary->can_be_set);
  reload();
  EXPECT_EQ(layout().layer_boundary->layer_0, base::BlockCount{320});
  ASSERT_EQ(write(0, 600), "good");
  EXPECT_EQ(write(600, 41), "5/21/00");
  ASSERT_EQ(write(600, 40), "good");
  ASSERT_EQ(close(6), "good");
  EXPECT_TRUE(holds(0, 640));
  EXPECT_EQ(medium_->last_readable(), base::Lba{639});
}

TEST_F(DvdPlusRDualLayerTest, the_boundary_is_set_once) {
  ASSERT_EQ(set_layer_0(layer_0), "good");
  EXPECT_EQ(set_layer_0(320), "5/2C/00");
  EXPECT_EQ(last_possible_lead_out(), capacity);
}

TEST_F(DvdPlusRDualLayerTest, the_boundary_is_set_before_anything_is_recorded_or_reserved) {
  ASSERT_EQ(write(0, 16), "good");
  EXPECT_FALSE(layout().layer_boundary->can_be_set);
  EXPECT_EQ(set_layer_0(320), "5/2C/00");
  ASSERT_EQ(close(6), "good");
  EXPECT_EQ(set_layer_0(320), "5/2C/00");
  std::filesystem::remove(file());
  medium_.reset();
  insert_blank("dvd+r-dl");
  ASSERT_EQ(reserve(16), "good");
  EXPECT_EQ(set_layer_0(320), "5/2C/00");
}

TEST_F(DvdPlusRDualLayerTest, layer_0_is_whole_ecc_blocks_and_no_longer_than_as_sold) {
  for (const std::int64_t wrong :
       {std::int64_t{0}, std::int64_t{8}, std::int64_t{321}, layer_0 + 16, std::int64_t{0xFFFFFFFF}}) {
    EXPECT_EQ(set_layer_0(wrong), "5/26/00") << wrong;
  }
  EXPECT_TRUE(layout().layer_boundary->can_be_set);
  EXPECT_EQ(set_layer_0(16), "good");
}

TEST_F(DvdPlusRDualLayerTest, other_discs_have_no_boundary) {
  std::filesystem::remove(file());
  medium_.reset();
  insert_blank("dvd+r");
  EXPECT_FALSE(layout().layer_boundary);
  EXPECT_EQ(set_layer_0(320), "5/30/05");
}

// A real disc of four sessions: 0+192, 2240+695232, 699520+1043520, 1745088+1043552, 2788640 readable blocks, and the
// next address 2790688.
TEST(DvdPlusRDualLayerRules, sessions_of_a_real_disc_lie_on_both_layers) {
  const SequentialRules rules = dvd_plus_r_dual_layer_rules({.capacity = base::BlockCount{capacity}});
  DiscState disc;
  for (const std::int64_t blocks : {192, 695'232, 1'043'520, 1'043'552}) {
    note_written(disc, open_track(disc, rules, {}), base::BlockCount{blocks});
    close_track(disc.tracks.back(), rules);
    close_session(disc, rules);
  }
  const DiscLayout shown = describe(disc, rules);
  std::vector<std::int64_t> starts;
  for (const Track& track : shown.tracks) starts.push_back(track.start.value);
  EXPECT_EQ(starts, (std::vector<std::int64_t>{0, 2240, 699'520, 1'745'088, 2'790'688}));
  EXPECT_EQ(shown.tracks.back().next_writable, base::Lba{2'790'688});
  EXPECT_EQ(last_readable(disc), base::Lba{2'788'639});
}

// MMC-6, CLOSE TRACK/SESSION command, close function definitions of DVD+R DL: 1, 2, 4, 5 and 6.
TEST_F(DvdPlusRDualLayerTest, other_close_functions_are_invalid_fields) {
  ASSERT_EQ(write(0, 16), "good");
  for (const std::uint8_t function : {0, 3, 7}) EXPECT_EQ(close(function), "5/24/00") << int{function};
  EXPECT_EQ(layout().sessions.front().state, SessionState::incomplete);
}

TEST_F(DvdPlusRDualLayerTest, an_extended_lead_out_takes_30000h_blocks_of_layer_1) {
  EXPECT_EQ(close(4), "good") << "nothing to close";
  EXPECT_EQ(last_possible_lead_out(), capacity);
  ASSERT_EQ(write(0, 17), "good");
  ASSERT_EQ(close(4), "good");
  EXPECT_EQ(state(),
            "appendable | s1 complete 1-1 lead-out 32 | s2 empty 2-2 | t1 s1 0+32 last 31 closed | "
            "t2 s2 2080+3975136 nwa 2080 free 3975136 invisible");
  EXPECT_EQ(last_possible_lead_out(), capacity - 0x30000);
  EXPECT_EQ(write(capacity - 0x30000, 16), "5/21/00");
  reload();
  EXPECT_EQ(last_possible_lead_out(), capacity - 0x30000);
  ASSERT_EQ(write(2080, 16), "good");
  ASSERT_EQ(close(4), "good");
  EXPECT_EQ(last_possible_lead_out(), capacity - 0x30000) << "taken once";
}

TEST_F(DvdPlusRDualLayerTest, an_extended_lead_out_behind_the_last_blocks_leaves_no_room) {
  ASSERT_EQ(set_layer_0(102'400), "good");  // 204800 blocks, 8192 of them before the last 30000h
  ASSERT_EQ(write(0, 8208), "good");
  ASSERT_EQ(close(4), "good");
  EXPECT_EQ(next_writable(), -1);
  EXPECT_EQ(layout().status, DiscStatus::appendable);
  EXPECT_EQ(last_possible_lead_out(), 8208);
  reload();
  ASSERT_EQ(close(6), "good");
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 8208 | t1 s1 0+8208 last 8207 closed");
}

TEST_F(DvdPlusRDualLayerTest, functions_5_and_6_finalize) {
  for (const std::uint8_t function : {5, 6}) {
    std::filesystem::remove(file());
    medium_.reset();
    insert_blank("dvd+r-dl");
    EXPECT_EQ(close(function), "5/2C/04");
    ASSERT_EQ(write(0, 16), "good");
    ASSERT_EQ(close(function), "good");
    EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 16 | t1 s1 0+16 last 15 closed");
    for (const std::uint8_t again : {1, 2, 4, 5, 6}) EXPECT_EQ(close(again, 1), "5/30/05") << int{again};
    EXPECT_EQ(write(16, 16), "5/30/05");
    EXPECT_EQ(reserve(16), "5/30/05");
  }
}

TEST_F(DvdPlusRDualLayerTest, write_elsewhere_than_nwa_is_refused_and_nwa_stays) {
  refuse_all(
      0,
      {{layer_0, 16, "5/21/02"}, {capacity - 1, 1, "5/21/02"}, {capacity, 1, "5/21/00"}, {0, capacity + 1, "5/21/00"}});
  ASSERT_EQ(write(0, 32), "good");
  refuse_all(32, {{0, 16, "5/21/02"}, {31, 1, "5/21/02"}, {33, 1, "5/21/02"}});
  ASSERT_EQ(close(2), "good");
  refuse_all(2080, {{32, 16, "5/21/02"}, {2064, 16, "5/21/02"}, {2096, 16, "5/21/02"}});
}

TEST_F(DvdPlusRDualLayerTest, a_reservation_over_the_layer_boundary_is_one_fragment) {
  ASSERT_EQ(set_layer_0(64), "good");
  ASSERT_EQ(reserve(80), "good");
  ASSERT_EQ(write(0, 80), "good");
  EXPECT_EQ(write(80, 16), "5/63/00") << "the end of the reservation";
  ASSERT_EQ(write(96, 32), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_TRUE(holds(0, 80));
  EXPECT_TRUE(holds_zeros(80, 16));
  EXPECT_TRUE(holds(96, 32));
  EXPECT_EQ(next_writable(), -1);
}

TEST_F(DvdPlusRDualLayerTest, the_128th_session_has_no_writable_address) {
  for (int session = 1; session <= 127; ++session) {
    ASSERT_EQ(write(next_writable(), 16), "good");
    ASSERT_EQ(outcome(medium_->close({.function = 2}, parameters_)), "good");
  }
  EXPECT_EQ(next_writable(), -1);
  EXPECT_EQ(close(6), "good");
}

TEST_F(DvdPlusRDualLayerTest, test_write_and_cue_sheet_are_refused) {
  EXPECT_EQ(outcome(medium_->send_cue_sheet({}, parameters_)), "5/30/05");
  parameters_.test_write = true;
  EXPECT_EQ(write(0, 16), "5/26/02");
}

}  // namespace
}  // namespace emulator::media
