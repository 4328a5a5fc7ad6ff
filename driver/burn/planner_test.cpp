#include <gtest/gtest.h>

#include "driver/burn/plan.h"
#include "driver/burn/test_burns.h"

namespace driver::burn {
namespace {

using base::BlockCount;
using testing::appendable_disc;
using testing::blank_disc;
using testing::formatted_disc;
using testing::restricted_disc;
using testing::unformatted_disc;

namespace number = mmc::profile_number;

const BurnOptions write{.place = Place::blank_disc};

std::string planned(const drive::Facts& facts, std::int64_t blocks, const BurnOptions& options = {}) {
  const auto result = plan(facts, BlockCount{blocks}, options);
  return result ? describe(*result) : result.error().text;
}

TEST(Plan, bd_r_blank) {
  EXPECT_EQ(planned(blank_disc(number::bd_r_srm, 12219392), 1000),
            R"(BD-R, sequential recording: 1000 blocks as session 1, track 1, from address 0
  1. lock the medium in the drive
  2. check that track 1 takes address 0 next
  3. write 1024 blocks from 0: 1000 of the image, 24 of zeros; 32 a command
  4. synchronize the cache
  5. close track 1
  6. close the session
  7. unlock the medium
when cancelled after blocks were written:
  1. synchronize the cache
  2. close track 1
  3. close the session
  4. unlock the medium
)");
}

TEST(Plan, bd_r_second_session_finalized_verified_and_slow) {
  EXPECT_EQ(planned(appendable_disc(number::bd_r_srm, 1024, 12218368), 64,
                    {.finish = Finish::finalize, .verify = Verify::yes, .write_kbytes_per_second = 8991}),
            R"(BD-R, sequential recording: 64 blocks as session 2, track 2, from address 1024
  1. lock the medium in the drive
  2. set the write speed to 8991 kB/s by SET STREAMING
  3. check that track 2 takes address 1024 next
  4. write 64 blocks from 1024: 64 of the image; 32 a command
  5. synchronize the cache
  6. close track 2
  7. finalize the disc
  8. wait until the drive is ready
  9. read back from 1024 and compare with the image
 10. unlock the medium
when cancelled after blocks were written:
  1. synchronize the cache
  2. close track 2
  3. close the session
  4. unlock the medium
)");
}

TEST(Plan, dvd_plus_r_blank) {
  EXPECT_EQ(planned(blank_disc(number::dvd_plus_r, 2295104), 1001),
            R"(DVD+R, sequential recording: 1001 blocks as session 1, track 1, from address 0
  1. lock the medium in the drive
  2. check that track 1 takes address 0 next
  3. write 1008 blocks from 0: 1001 of the image, 7 of zeros; 16 a command
  4. synchronize the cache
  5. close track 1
  6. close the session
  7. unlock the medium
when cancelled after blocks were written:
  1. synchronize the cache
  2. close track 1
  3. close the session
  4. unlock the medium
)");
}

TEST(Plan, dvd_plus_r_of_two_layers_is_finalized_behind_the_layer_boundary) {
  EXPECT_EQ(planned(blank_disc(number::dvd_plus_r_dual_layer, 4173824), 2086915, {.finish = Finish::finalize}),
            R"(DVD+R DL, sequential recording: 2086915 blocks as session 1, track 1, from address 0
  1. lock the medium in the drive
  2. check that track 1 takes address 0 next
  3. write 2086928 blocks from 0: 2086915 of the image, 13 of zeros; 16 a command
  4. synchronize the cache
  5. close track 1
  6. finalize the disc
  7. unlock the medium
when cancelled after blocks were written:
  1. synchronize the cache
  2. close track 1
  3. close the session
  4. unlock the medium
)");
  EXPECT_EQ(planned(blank_disc(number::dvd_plus_r_dual_layer, 4173824), 4173825),
            "the image has 4173825 blocks, the disc has room for 4173824; leave something out or "
            "insert a larger disc");
}

TEST(Plan, dvd_r_blank) {
  EXPECT_EQ(planned(blank_disc(number::dvd_r_sequential, 2297888), 1001),
            R"(DVD-R, incremental recording: 1001 blocks as session 1, track 1, from address 0
  1. lock the medium in the drive
  2. select incremental writing, next session allowed, with buffer underrun protection
  3. let the drive calibrate its laser power
  4. check that track 1 takes address 0 next
  5. write 1008 blocks from 0: 1001 of the image, 7 of zeros; 16 a command
  6. synchronize the cache
  7. close track 1
  8. close the session
  9. unlock the medium
when cancelled after blocks were written:
  1. synchronize the cache
  2. close track 1
  3. close the session
  4. unlock the medium
)");
}

TEST(Plan, dvd_r_second_session_finalized_verified_and_slow) {
  EXPECT_EQ(planned(appendable_disc(number::dvd_r_sequential, 93952, 2203936), 64,
                    {.finish = Finish::finalize, .verify = Verify::yes, .write_kbytes_per_second = 5540}),
            R"(DVD-R, incremental recording: 64 blocks as session 2, track 2, from address 93952
  1. lock the medium in the drive
  2. set the write speed to 5540 kB/s by SET STREAMING
  3. select incremental writing, no next session, with buffer underrun protection
  4. let the drive calibrate its laser power
  5. check that track 2 takes address 93952 next
  6. write 64 blocks from 93952: 64 of the image; 16 a command
  7. synchronize the cache
  8. close track 2
  9. close the session
 10. wait until the drive is ready
 11. read back from 93952 and compare with the image
 12. unlock the medium
when cancelled after blocks were written:
  1. synchronize the cache
  2. select incremental writing, next session allowed, with buffer underrun protection
  3. close track 2
  4. close the session
  5. unlock the medium
)");
}

TEST(Plan, cd_r_track_at_once_blank_and_finalized) {
  EXPECT_EQ(planned(blank_disc(number::cd_r, 359849), 1000, {.finish = Finish::finalize}),
            R"(CD, track at once: 1000 blocks as session 1, track 1, from address 0
  1. lock the medium in the drive
  2. select track at once, no next session, with buffer underrun protection
  3. let the drive calibrate its laser power
  4. check that the invisible track takes address 0 or -150 next
  5. write 1000 blocks from 0: 1000 of the image; 16 a command
  6. synchronize the cache
  7. close the session
  8. unlock the medium
when cancelled after blocks were written:
  1. synchronize the cache
  2. select track at once, next session allowed, with buffer underrun protection
  3. close the session
  4. unlock the medium
)");
}

TEST(Plan, cd_r_session_at_once_as_second_session_of_a_short_image) {
  EXPECT_EQ(planned(appendable_disc(number::cd_r, 21400, 338449), 20, {.method = Method::session_at_once}),
            R"(CD, session at once: 20 blocks as session 2, track 2, from address 21400
  1. lock the medium in the drive
  2. select session at once, next session allowed, with buffer underrun protection
  3. let the drive calibrate its laser power
  4. check that the invisible track takes address 21250 or 21400 next
  5. send a cue sheet (track.index start): lead-in.0 0, 2.0 21250, 2.1 21400, lead-out.1 21700
  6. write 450 blocks from 21250: 150 of zeros, 20 of the image, 280 of zeros; 16 a command
  7. synchronize the cache
  8. unlock the medium
when cancelled after blocks were written:
  1. synchronize the cache
  2. unlock the medium
)");
}

TEST(Plan, bd_re_without_a_format) {
  EXPECT_EQ(planned(unformatted_disc(number::bd_re, 12219392), 1000, write),
            R"(BD-RE, overwriting: 1000 blocks as session 1, track 1, from address 0
  1. lock the medium in the drive
  2. format the medium: 12219296 blocks, format type 30h
  3. write 1024 blocks from 0: 1000 of the image, 24 of zeros; 32 a command
  4. synchronize the cache
  5. unlock the medium
when cancelled after blocks were written:
  1. synchronize the cache
  2. unlock the medium
)");
}

TEST(Plan, dvd_plus_rw_formatted_verified_and_slow) {
  EXPECT_EQ(planned(formatted_disc(number::dvd_plus_rw, 2295104), 1001,
                    {.place = Place::blank_disc, .verify = Verify::yes, .write_kbytes_per_second = 3324}),
            R"(DVD+RW, overwriting: 1001 blocks as session 1, track 1, from address 0
  1. lock the medium in the drive
  2. set the write speed to 3324 kB/s by SET STREAMING
  3. write 1008 blocks from 0: 1001 of the image, 7 of zeros; 32 a command
  4. synchronize the cache
  5. close the session
  6. wait until the drive is ready
  7. read back from 0 and compare with the image
  8. unlock the medium
when cancelled after blocks were written:
  1. synchronize the cache
  2. close the session
  3. unlock the medium
)");
}

TEST(Plan, dvd_rw_is_written_as_a_dvd_r_until_it_is_formatted) {
  const drive::Facts blank = blank_disc(number::dvd_rw_sequential, 2297888);
  EXPECT_TRUE(planned(blank, 16).starts_with("DVD-RW sequential, incremental recording: 16 blocks"));
  drive::Facts minimal = blank;
  minimal.configuration.features.push_back({.code = 0x21, .is_current = false});
  EXPECT_EQ(planned(minimal, 16),
            "the drive writes this DVD-RW sequential as a whole only, which this program does not; use \"bbburn blank "
            "--full\"");
}

TEST(Plan, dvd_rw_for_restricted_overwrite_grows_as_far_as_the_image_needs) {
  EXPECT_EQ(planned(restricted_disc(2297888, 640, mmc::CapacityKind::formatted), 1001, write),
            R"(DVD-RW restricted overwrite, overwriting: 1001 blocks as session 1, track 1, from address 0
  1. lock the medium in the drive
  2. select incremental writing, no next session, with buffer underrun protection
  3. format the medium: 2297248 blocks, format type 13h
  4. write 1008 blocks from 0: 1001 of the image, 7 of zeros; 32 a command
  5. synchronize the cache
  6. close the session
  7. unlock the medium
when cancelled after blocks were written:
  1. synchronize the cache
  2. close the session
  3. unlock the medium
)");
}

TEST(Plan, dvd_rw_that_is_large_enough_or_open_needs_no_format) {
  const std::string steps = R"(
  1. lock the medium in the drive
  2. select incremental writing, no next session, with buffer underrun protection
  3. write 640 blocks from 0: 640 of the image; 32 a command
)";
  for (const auto& disc : {restricted_disc(2297888, 640, mmc::CapacityKind::formatted),
                           restricted_disc(2297888, 0, mmc::CapacityKind::unknown)}) {
    EXPECT_NE(planned(disc, 640, write).find(steps), std::string::npos) << planned(disc, 640, write);
  }
  EXPECT_EQ(planned(restricted_disc(2297888, 640, mmc::CapacityKind::formatted), 2297889, write),
            "the image has 2297889 blocks, the disc has room for 2297888; leave something out or insert a larger disc");
}

TEST(Plan, dvd_ram_is_written_to_the_end_of_its_format) {
  EXPECT_TRUE(plan(formatted_disc(number::dvd_ram, 2236704), BlockCount{2236704}, write));
  EXPECT_EQ(planned(formatted_disc(number::dvd_ram, 2236704), 2236705, write),
            "the image has 2236705 blocks, the disc has room for 2236704; leave something out or insert a larger disc");
  EXPECT_EQ(planned(unformatted_disc(number::dvd_ram, 2295072), 2294977, write),
            "the image has 2294977 blocks, the disc has room for 2294976; leave something out or insert a larger disc")
      << "what the format leaves";
}

TEST(Plan, overwritten_disc_that_is_not_asked_for_what_it_is_is_refused_with_a_remedy) {
  const drive::Facts disc = formatted_disc(number::bd_re, 11826176);
  EXPECT_EQ(next_start(disc, {.place = Place::blank_disc}), base::Lba{0});
  EXPECT_EQ(planned(disc, 1, {.place = Place::next_session}),
            "BD-RE takes no further session, it is overwritten; use \"bbburn write\"");
  EXPECT_EQ(planned(disc, 1, {.place = Place::blank_disc, .method = Method::session_at_once}),
            "track at once and session at once are ways to write a CD, and the medium is BD-RE; leave the option out");
  EXPECT_EQ(planned(disc, 1, {.place = Place::blank_disc, .finish = Finish::finalize}),
            "BD-RE is never closed; leave --finalize out");
  drive::Facts full = disc;
  full.holds_data = true;
  EXPECT_EQ(planned(full, 1, write),
            "the disc holds data, which would be lost; use --overwrite, or insert another disc");
  EXPECT_TRUE(plan(full, BlockCount{1}, {.place = Place::blank_disc, .existing = Existing::overwrite}));
  drive::Facts silent = disc;
  silent.format_capacities.reset();
  EXPECT_EQ(planned(silent, 1, write), "the drive does not tell the size of the disc; use a drive that can write");
}

TEST(Plan, next_start_is_where_the_plan_begins) {
  EXPECT_EQ(next_start(appendable_disc(number::cd_r, 21400, 338449), {}), base::Lba{21400});
  EXPECT_EQ(next_start(blank_disc(number::dvd_plus_r, 2295104), {}), base::Lba{0});
  EXPECT_FALSE(next_start(drive::Facts{}, {}));
}

TEST(Plan, smaller_transport_gets_smaller_commands) {
  const auto result = plan(blank_disc(number::cd_r, 359849), BlockCount{1000}, {.largest_transfer = 20480});
  ASSERT_TRUE(result);
  EXPECT_EQ(std::get<WriteBlocks>(result->steps[4].step).per_command, BlockCount{10});
}

TEST(Plan, image_that_just_fits_and_one_block_more) {
  EXPECT_TRUE(plan(blank_disc(number::bd_r_srm, 12219392), BlockCount{12219392}, {}));
  const auto large = plan(blank_disc(number::bd_r_srm, 12219392), BlockCount{12219393}, {});
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().kind, PlanError::Kind::too_large);
  EXPECT_EQ(
      large.error().text,
      "the image has 12219393 blocks, the disc has room for 12219392; leave something out or insert a larger disc");
}

TEST(Plan, cd_track_at_once_keeps_room_for_its_run_out) {
  const BurnOptions session_at_once{.method = Method::session_at_once};
  EXPECT_TRUE(plan(blank_disc(number::cd_r, 359849), BlockCount{359847}, {}));
  EXPECT_FALSE(plan(blank_disc(number::cd_r, 359849), BlockCount{359848}, {}));
  EXPECT_TRUE(plan(blank_disc(number::cd_r, 359849), BlockCount{359849}, session_at_once));
  EXPECT_FALSE(plan(blank_disc(number::cd_r, 359849), BlockCount{359850}, session_at_once));
}

TEST(Plan, last_possible_lead_out_limits_a_cd_whatever_the_track_says) {
  EXPECT_FALSE(plan(appendable_disc(number::cd_r, 359000, 400000), BlockCount{848}, {}));
  EXPECT_TRUE(plan(appendable_disc(number::cd_r, 359000, 400000), BlockCount{847}, {}));
}

TEST(Plan, short_image_needs_the_room_of_what_it_is_filled_up_to) {
  // 359,849 is the lead-out: 200 blocks before it a track of 300 does not fit, however short the image.
  const drive::Facts cd = appendable_disc(number::cd_r, 359649, 400000);
  const std::string refusal = "; leave something out or insert a larger disc";
  EXPECT_EQ(planned(cd, 50), "the image has 50 blocks and takes 300, the disc has room for 198" + refusal);
  EXPECT_EQ(planned(cd, 50, {.method = Method::session_at_once}),
            "the image has 50 blocks and takes 300, the disc has room for 200" + refusal);
  EXPECT_TRUE(plan(appendable_disc(number::cd_r, 359547, 400000), BlockCount{50}, {}));
  EXPECT_EQ(planned(appendable_disc(number::bd_r_srm, 1024, 40), 33),
            "the image has 33 blocks and takes 64, the disc has room for 40" + refusal);
}

// The times of a cue sheet end at 99:59:74, whatever a drive says of its disc.
TEST(Plan, cd_ends_with_the_last_time_there_is) {
  for (const std::uint32_t lead_out : {0U, 0xFFFF'FFFFU, 0x00FF'FFFFU}) {
    drive::Facts endless = blank_disc(number::cd_r, 0xFFFF'FFFF);
    endless.disc->last_possible_lead_out = lead_out;
    for (const BurnOptions& options : {BurnOptions{.method = Method::session_at_once}, BurnOptions{}}) {
      const std::int64_t most = options.method == Method::session_at_once ? 449'849 : 449'847;
      EXPECT_TRUE(plan(endless, BlockCount{most}, options));
      EXPECT_FALSE(plan(endless, BlockCount{most + 1}, options));
    }
  }
}

TEST(Plan, address_or_track_that_no_disc_has_is_refused) {
  for (const std::uint16_t profile : {number::cd_r, number::dvd_plus_r, number::bd_r_srm}) {
    EXPECT_EQ(planned(appendable_disc(profile, -4000, 100000), 1000),
              "the drive names address -4000 to write next, before a disc's first; insert a blank disc");
  }
  EXPECT_EQ(planned(appendable_disc(number::cd_r, 2'000'000, 100000), 1000, {.method = Method::session_at_once}),
            "the image has 1000 blocks, the disc has room for 0; leave something out or insert a larger disc");
  drive::Facts full = appendable_disc(number::cd_r, 21400, 338449);
  full.open_track->track = 100;
  EXPECT_EQ(planned(full, 1000, {.method = Method::session_at_once}),
            "the next track of the CD is number 100, and there are 1 to 99; insert a blank disc");
}

TEST(Plan, disc_that_takes_nothing_is_refused_with_a_remedy) {
  drive::Facts none;
  EXPECT_EQ(planned(none, 1), "no medium; insert a blank disc");
  none.presence = drive::MediumPresence::absent_tray_open;
  EXPECT_EQ(planned(none, 1), "the tray is open; insert a blank disc and close it");

  drive::Facts complete = blank_disc(number::dvd_plus_r, 0);
  complete.disc->status = mmc::DiscStatus::complete;
  complete.open_track.reset();
  EXPECT_EQ(planned(complete, 1), "the disc is complete, nothing can be added to it; insert a blank disc");
  EXPECT_EQ(planned(complete, 1, {.method = Method::session_at_once}),
            "the disc is complete, nothing can be added to it; insert a blank disc");

  drive::Facts full = appendable_disc(number::dvd_plus_r, 2295104, 0);
  EXPECT_EQ(planned(full, 1),
            "the image has 1 blocks, the disc has room for 0; leave something out or insert a larger disc");

  drive::Facts damaged = appendable_disc(number::bd_r_srm, 1024, 100);
  damaged.open_track->is_damaged = true;
  EXPECT_EQ(planned(damaged, 1), "the open track is damaged by a burn that was interrupted; insert a blank disc");

  drive::Facts silent = blank_disc(number::bd_r_srm, 100);
  silent.open_track.reset();
  EXPECT_EQ(planned(silent, 1), "the drive names no address to write next; insert a blank disc");

  drive::Facts reader = blank_disc(number::bd_r_srm, 100);
  reader.disc.reset();
  EXPECT_EQ(planned(reader, 1), "the drive does not tell the state of the disc; use a drive that can write");
}

TEST(Plan, write_goes_to_blank_discs_alone) {
  EXPECT_TRUE(plan(blank_disc(number::dvd_plus_r, 2295104), BlockCount{1}, write));
  EXPECT_EQ(planned(appendable_disc(number::dvd_plus_r, 2048, 2293056), 1, write),
            "the disc is not blank; use \"bbburn append\" for a further session, or insert a blank disc");
}

TEST(Plan, medium_or_method_that_does_not_fit_is_refused) {
  EXPECT_EQ(planned(blank_disc(number::cd_rom, 1000), 1),
            "CD-ROM cannot be written by this program; insert a blank CD-R, DVD-R, DVD+R or BD-R, or "
            "a BD-RE, DVD-RW, DVD+RW or DVD-RAM");
  EXPECT_EQ(
      planned(blank_disc(0x7777, 1000), 1),
      "a medium of profile 7777h cannot be written by this program; insert a blank CD-R, DVD-R, DVD+R or BD-R, or "
      "a BD-RE, DVD-RW, DVD+RW or DVD-RAM");
  EXPECT_EQ(planned(blank_disc(number::dvd_plus_r, 1000), 1, {.method = Method::session_at_once}),
            "track at once and session at once are ways to write a CD, and the medium is DVD+R; leave the option out");

  drive::Facts without_mastering = blank_disc(number::cd_r, 1000);
  without_mastering.configuration.features.pop_back();
  EXPECT_EQ(planned(without_mastering, 1, {.method = Method::session_at_once}),
            "the drive does not offer session at once for this medium; use --track-at-once");

  drive::Facts overwritable = blank_disc(number::bd_r_srm, 1000);
  overwritable.configuration.features.push_back({.code = 0x38, .is_current = true});
  EXPECT_EQ(planned(overwritable, 1),
            "the BD-R is formatted for pseudo-overwrite, which this program does not write; insert a blank one");
  EXPECT_EQ(planned(blank_disc(number::bd_r_srm, 1000), 0), "the image is empty; there is nothing to write");
}

TEST(Plan, close_track_quirk_reaches_the_step) {
  drive::Facts facts = blank_disc(number::dvd_plus_r, 2295104);
  facts.quirks.close_track_answers_with_error = true;
  const auto result = plan(facts, BlockCount{16}, {});
  ASSERT_TRUE(result);
  EXPECT_TRUE(std::get<CloseTrack>(result->steps[4].step).error_is_harmless);
}

}  // namespace
}  // namespace driver::burn
