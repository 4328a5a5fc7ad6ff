#include "driver/cli/extent.h"

#include <gtest/gtest.h>

#include "driver/burn/test_burns.h"

namespace driver::cli {
namespace {

using base::BlockCount;
using base::BlockRange;
using base::Lba;

mmc::TrackInformation track(std::uint16_t number, std::int64_t start, std::int64_t size) {
  return {.track = number, .track_mode = 4, .start = Lba{start}, .size = BlockCount{size}};
}

drive::Facts written_disc(std::uint16_t profile) {
  drive::Facts facts = burn::testing::appendable_disc(profile, 3072, 1000);
  facts.sessions = {{.number = 1, .is_closed = true, .tracks = {track(1, 0, 1024)}},
                    {.number = 2, .is_closed = true, .tracks = {track(2, 1024, 512), track(3, 1536, 64)}}};
  return facts;
}

TEST(Extent, last_session_unless_another_is_named) {
  const drive::Facts facts = written_disc(0x41);
  const auto last = session_extent(facts, std::nullopt);
  ASSERT_TRUE(last);
  EXPECT_EQ(last->range, (BlockRange{Lba{1024}, BlockCount{576}}));
  EXPECT_EQ(last->run_out, burn::RunOut::none);
  const auto first = session_extent(facts, 1);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->range, (BlockRange{Lba{0}, BlockCount{1024}}));
}

TEST(Extent, track_by_its_number_on_the_disc) {
  const auto third = track_extent(written_disc(0x41), 3);
  ASSERT_TRUE(third);
  EXPECT_EQ(third->range, (BlockRange{Lba{1536}, BlockCount{64}}));
}

TEST(Extent, track_goes_before_the_last_session) {
  const drive::Facts facts = written_disc(0x41);
  EXPECT_EQ(extent_of(facts, {})->range, session_extent(facts, std::nullopt)->range);
  EXPECT_EQ(extent_of(facts, {.session = 1, .track = {}})->range, session_extent(facts, 1)->range);
  EXPECT_EQ(extent_of(facts, {.session = {}, .track = 2})->range, track_extent(facts, 2)->range);
}

TEST(Extent, cd_track_may_end_in_run_out_blocks_and_a_packet_track_does_not) {
  drive::Facts facts = written_disc(0x09);
  EXPECT_EQ(track_extent(facts, 1)->run_out, burn::RunOut::possible);
  facts.sessions[0].tracks[0].is_packet = true;
  EXPECT_EQ(track_extent(facts, 1)->run_out, burn::RunOut::none);
}

TEST(Extent, open_track_ends_where_the_next_block_goes) {
  drive::Facts facts = written_disc(0x41);
  facts.sessions[1].tracks[1].next_writable = Lba{1568};
  EXPECT_EQ(track_extent(facts, 3)->range.count, BlockCount{32});
}

TEST(Extent, padded_track_of_a_dvd_r_ends_with_what_was_recorded) {
  drive::Facts facts = written_disc(0x11);
  facts.sessions[0].tracks[0] = track(1, 0, 65'264);
  facts.sessions[0].tracks[0].last_recorded = Lba{1007};
  EXPECT_EQ(session_extent(facts, 1)->range, (BlockRange{Lba{0}, BlockCount{1008}}));
  facts.sessions[1].tracks[0].last_recorded = Lba{0};
  EXPECT_EQ(track_extent(facts, 2)->range.count, BlockCount{512}) << "an address before the track says nothing";
}

TEST(Extent, what_is_not_there_is_refused_with_a_choice) {
  const auto text = [](const std::expected<Extent, Failure>& extent) {
    EXPECT_FALSE(extent);
    EXPECT_EQ(extent.error().code, ExitCode::medium_unsuitable);
    return extent.error().text;
  };
  const drive::Facts facts = written_disc(0x41);
  EXPECT_EQ(text(session_extent(facts, 3)), "the disc has no session 3; choose one of 1 to 2");
  EXPECT_EQ(text(track_extent(facts, 9)), "the disc has no track 9; choose one of 1 to 3");
  EXPECT_EQ(text(session_extent(drive::Facts{}, std::nullopt)), "no medium; insert a disc");
  EXPECT_EQ(text(track_extent(burn::testing::blank_disc(0x41, 100), 1)),
            "the disc holds no session; insert a written disc");
  drive::Facts gaps = facts;
  gaps.sessions[1].tracks[1].start = Lba{1686};
  EXPECT_EQ(text(session_extent(gaps, 2)), "session 2 has 2 tracks with gaps between them; choose one with --track");
  drive::Facts audio = facts;
  audio.sessions[0].tracks[0].track_mode = 0;
  EXPECT_EQ(text(session_extent(audio, 1)), "track 1 is audio, which this program does not read; choose a data track");
}

}  // namespace
}  // namespace driver::cli
