#include "driver/burn/engine.h"

#include <gtest/gtest.h>

#include "driver/burn/simulated_drive.h"
#include "driver/burn/test_burns.h"
#include "driver/mmc/scripted_drive.h"

namespace driver::burn {
namespace {

using base::BlockCount;
using testing::blank_disc;
using testing::Fault;
using testing::formatted_disc;
using testing::MemoryImage;
using testing::RecordingObserver;
using testing::restricted_disc;
using testing::SimulatedDrive;
using testing::unformatted_disc;

struct Medium {
  std::string name;
  std::uint16_t profile{};
  BurnOptions options;
  bool is_overwritten{};
  bool is_formatted{true};
};
void PrintTo(const Medium& medium, std::ostream* out) { *out << medium.name; }

const std::vector<Medium> media{
    {"BD-R", 0x41, {.verify = Verify::yes}},
    {"BD-R finalized", 0x41, {.finish = Finish::finalize}},
    {"DVD+R", 0x1B, {.verify = Verify::yes, .write_kbytes_per_second = 5540}},
    {"DVD+R finalized", 0x1B, {.finish = Finish::finalize}},
    {"DVD+R DL", 0x2B, {.verify = Verify::yes}},
    {"DVD+R DL finalized", 0x2B, {.finish = Finish::finalize}},
    {"DVD-R incremental", 0x11, {.verify = Verify::yes, .write_kbytes_per_second = 5540}},
    {"DVD-R incremental, finalized", 0x11, {.finish = Finish::finalize}},
    {"DVD-RW incremental", 0x14, {.verify = Verify::yes}},
    {"CD-R track at once", 0x09, {.verify = Verify::yes, .write_kbytes_per_second = 1411}},
    {"CD-R track at once, finalized", 0x09, {.finish = Finish::finalize}},
    {"CD-R session at once", 0x09, {.method = Method::session_at_once, .verify = Verify::yes}},
    {"CD-R session at once, finalized", 0x09, {.method = Method::session_at_once, .finish = Finish::finalize}},
};

const std::vector<Medium> overwritten_media{
    {.name = "BD-RE", .profile = 0x43, .options = {.verify = Verify::yes}, .is_overwritten = true},
    {.name = "BD-RE without a format", .profile = 0x43, .is_overwritten = true, .is_formatted = false},
    {.name = "DVD+RW", .profile = 0x1A, .options = {.verify = Verify::yes}, .is_overwritten = true},
    {.name = "DVD+RW without a format", .profile = 0x1A, .is_overwritten = true, .is_formatted = false},
    {.name = "DVD-RW restricted", .profile = 0x13, .options = {.verify = Verify::yes}, .is_overwritten = true},
    {.name = "DVD-RAM", .profile = 0x12, .is_overwritten = true},
};

drive::Facts facts_of(const Medium& medium) {
  if (medium.profile == 0x13) return restricted_disc(10016, 32, mmc::CapacityKind::formatted);
  if (!medium.is_overwritten) return blank_disc(medium.profile, 10000);
  return medium.is_formatted ? formatted_disc(medium.profile, 10016) : unformatted_disc(medium.profile, 10016);
}

// One burn of a small image on a simulated drive. `blocks` is no multiple of any medium's unit.
struct Burn {
  explicit Burn(const Medium& medium, std::int64_t blocks = 83)
      : drive(medium.profile), image(blocks), result(std::unexpected(BurnError{})) {
    drive.is_formatted = medium.is_formatted;
    BurnOptions options = medium.options;
    options.place = Place::blank_disc;
    planned = *plan(facts_of(medium), image.size(), options);
  }
  void go() {
    // A drive that never answers otherwise than "busy" is not simulated: little patience keeps a mistake short.
    mmc::Device device{drive, clock, &observer};
    result = run(planned, device, image, observer, clock);
  }

  SimulatedDrive drive;
  MemoryImage image;
  RecordingObserver observer;
  transport::ManualClock clock;
  BurnPlan planned;
  std::expected<BurnReport, BurnError> result;
};

bool is_true(const DiscClaim& claim, const SimulatedDrive& drive) {
  return claim.at_least <= drive.state && drive.state <= claim.at_most && claim.taken.value <= drive.writes;
}

class EveryRecipe : public ::testing::TestWithParam<Medium> {};

TEST_P(EveryRecipe, burns_the_image_and_says_what_became_of_the_disc) {
  Burn burn{GetParam()};
  burn.go();
  ASSERT_TRUE(burn.result) << describe(burn.result.error());
  const bool finalizes = GetParam().options.finish == Finish::finalize;
  EXPECT_EQ(burn.drive.state, finalizes ? DiscState::disc_closed : DiscState::session_closed);
  EXPECT_EQ(burn.result->disc.at_least, burn.drive.state);
  EXPECT_EQ(burn.result->disc.at_most, burn.drive.state);
  EXPECT_EQ(burn.result->disc.taken.value, burn.drive.writes);
  EXPECT_EQ(burn.result->is_verified, GetParam().options.verify == Verify::yes);
  EXPECT_FALSE(burn.result->was_cancelled);
  EXPECT_FALSE(burn.drive.is_locked);
  ASSERT_GE(burn.drive.disc.size(), burn.image.bytes().size());
  EXPECT_TRUE(std::equal(burn.image.bytes().begin(), burn.image.bytes().end(), burn.drive.disc.begin()));
  EXPECT_TRUE(std::all_of(burn.drive.disc.begin() + static_cast<std::ptrdiff_t>(burn.image.bytes().size()),
                          burn.drive.disc.end(), [](std::uint8_t byte) { return byte == 0; }));
}

// Boost.Beast's habit: the same burn, failing at its command 0, 1, 2 and so on until it succeeds.
TEST_P(EveryRecipe, claims_the_truth_when_any_one_command_fails) {
  for (const Fault fault : {Fault::refused, Fault::lost_before, Fault::lost_after, Fault::reset}) {
    bool has_succeeded = false;
    for (std::size_t n = 0; n < 500 && !has_succeeded; ++n) {
      Burn burn{GetParam()};
      burn.drive.fail_at = n;
      burn.drive.fault = fault;
      burn.go();
      has_succeeded = burn.drive.commands.size() <= n;
      const DiscClaim claim = burn.result ? burn.result->disc : burn.result.error().disc;
      EXPECT_TRUE(is_true(claim, burn.drive))
          << "fault " << static_cast<int>(fault) << " at command " << n << " claims " << describe(claim) << ", truth "
          << name_of(burn.drive.state);
      if (!burn.result) {
        EXPECT_NE(describe(burn.result.error()), "");
        EXPECT_NE(burn.result.error().step, "");
      }
      const bool answers = fault == Fault::refused || fault == Fault::reset;
      if (answers && !burn.drive.commands.empty() && burn.drive.commands.back() != "failed") {
        EXPECT_FALSE(burn.drive.is_locked) << "fault at command " << n;
      }
    }
    EXPECT_TRUE(has_succeeded);
  }
}

TEST_P(EveryRecipe, waits_out_long_writes) {
  Burn burn{GetParam()};
  burn.drive.long_writes = 5;
  burn.go();
  ASSERT_TRUE(burn.result) << describe(burn.result.error());
  EXPECT_GE(burn.observer.waits, 5);
  EXPECT_TRUE(std::equal(burn.image.bytes().begin(), burn.image.bytes().end(), burn.drive.disc.begin()));
}

TEST_P(EveryRecipe, cancelled_burn_leaves_a_closed_session) {
  Burn burn{GetParam(), 400};
  burn.observer.cancel_after = BlockCount{32};
  burn.go();
  ASSERT_TRUE(burn.result) << describe(burn.result.error());
  EXPECT_TRUE(burn.result->was_cancelled);
  const bool is_session_at_once = GetParam().options.method == Method::session_at_once;
  const bool finalizes = is_session_at_once && GetParam().options.finish == Finish::finalize;
  EXPECT_EQ(burn.drive.state, finalizes ? DiscState::disc_closed : DiscState::session_closed);
  EXPECT_TRUE(is_true(burn.result->disc, burn.drive));
  EXPECT_FALSE(burn.drive.is_locked);
  if (GetParam().profile == 0x09) {
    EXPECT_GE(burn.drive.next, is_session_at_once ? 400 : 300);
  } else {
    EXPECT_LT(burn.drive.next, 128);
  }
}

// Whenever the signal comes: "cancelled" is what lacks a part of the image, and what was to be compared is told of.
TEST_P(EveryRecipe, cancelled_burn_and_cancelled_comparison_are_told_apart) {
  for (std::int64_t blocks = 1; blocks <= 97; blocks += 8) {
    Burn burn{GetParam()};
    burn.observer.cancel_after = BlockCount{blocks};
    burn.go();
    ASSERT_TRUE(burn.result) << describe(burn.result.error());
    const auto& image = burn.image.bytes();
    const bool is_whole =
        burn.drive.disc.size() >= image.size() && std::equal(image.begin(), image.end(), burn.drive.disc.begin());
    EXPECT_EQ(burn.result->was_cancelled, !is_whole) << "from block " << blocks;
    const bool is_to_compare = is_whole && GetParam().options.verify == Verify::yes;
    EXPECT_EQ(burn.result->verify_was_cancelled, is_to_compare && !burn.result->is_verified) << "from block " << blocks;
    EXPECT_FALSE(burn.drive.is_locked);
  }
}

TEST_P(EveryRecipe, burn_cancelled_before_its_first_block_changes_nothing) {
  Burn burn{GetParam()};
  burn.observer.cancel_after = BlockCount{0};
  burn.go();
  ASSERT_TRUE(burn.result) << describe(burn.result.error());
  EXPECT_TRUE(burn.result->was_cancelled);
  const DiscState begun = GetParam().is_formatted ? DiscState::unchanged : DiscState::formatted;
  EXPECT_EQ(burn.drive.state, begun);
  EXPECT_EQ(burn.result->disc, (DiscClaim{.at_least = begun, .at_most = begun}));
  EXPECT_FALSE(burn.drive.is_locked);
}

TEST_P(EveryRecipe, source_that_fails_ends_the_session_and_is_named) {
  Burn burn{GetParam(), 400};
  burn.image.fails_at = 200;
  burn.go();
  ASSERT_FALSE(burn.result);
  EXPECT_EQ(burn.result.error().kind, BurnError::Kind::source);
  EXPECT_EQ(describe(burn.result.error()), "tree/file: the file became shorter; start again");
  EXPECT_GE(burn.drive.state, DiscState::session_closed);
  EXPECT_TRUE(is_true(burn.result.error().disc, burn.drive));
}

// Media that are written from where the last session ended.
class SequentialRecipe : public EveryRecipe {};

TEST_P(SequentialRecipe, does_not_begin_on_a_disc_that_changed_since_the_plan) {
  Burn burn{GetParam()};
  burn.drive.next = 5000;
  burn.drive.writes = 1;  // so that the simulated drive does not name the pre-gap
  burn.go();
  ASSERT_FALSE(burn.result);
  EXPECT_EQ(burn.result.error().kind, BurnError::Kind::changed);
  EXPECT_EQ(burn.drive.state, DiscState::unchanged);
  EXPECT_FALSE(burn.drive.is_locked);
}

// As PIONEER BDR-205 does for any blank medium: the address before its track means the track's start.
TEST_P(SequentialRecipe, burns_a_blank_disc_whose_drive_names_the_pre_gap_of_a_cd) {
  Burn burn{GetParam()};
  burn.drive.named = -150;
  burn.go();
  ASSERT_TRUE(burn.result) << describe(burn.result.error());
  EXPECT_GE(burn.drive.state, DiscState::session_closed);
}

std::string test_name(const ::testing::TestParamInfo<Medium>& instance) {
  std::string name;
  for (const char letter : instance.param.name) name += isalnum(static_cast<unsigned char>(letter)) != 0 ? letter : '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Media, EveryRecipe, ::testing::ValuesIn(media), test_name);
INSTANTIATE_TEST_SUITE_P(Media, SequentialRecipe, ::testing::ValuesIn(media), test_name);
INSTANTIATE_TEST_SUITE_P(OverwrittenMedia, EveryRecipe, ::testing::ValuesIn(overwritten_media), test_name);

TEST(Verify, first_different_block_is_named) {
  Burn burn{media[0]};
  burn.drive.spoiled_block = 57;
  burn.go();
  ASSERT_FALSE(burn.result);
  EXPECT_EQ(burn.result.error().kind, BurnError::Kind::mismatch);
  EXPECT_EQ(burn.result.error().differs_at, base::Lba{57});
  EXPECT_EQ(burn.result.error().disc.at_least, DiscState::session_closed);
}

TEST(Engine, close_track_quirk_takes_the_error_for_done) {
  mmc::ScriptedDrive drive;
  drive.script.refuses("5B 01 01 00 00 01 00 00 00 00", mmc::write_error);
  MemoryImage image{1};
  RecordingObserver observer;
  const BurnPlan planned{.steps = {{CloseTrack{.track = 1, .error_is_harmless = true}}}};
  EXPECT_TRUE(run(planned, drive.device, image, observer, drive.clock));
  ASSERT_EQ(observer.notes.size(), 1U);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Engine, refused_speed_lock_and_calibration_do_not_stop_a_burn) {
  mmc::ScriptedDrive drive;
  drive.script.refuses("1E 00 00 00 01 00", mmc::invalid_field)
      .refuses("BB 00 FF FF 05 83 00 00 00 00 00 00", mmc::invalid_field)
      .refuses("54 01 00 00 00 00 00 00 00 00", mmc::invalid_field);
  MemoryImage image{1};
  RecordingObserver observer;
  const BurnPlan planned{.steps = {{LockMedium{}},
                                   {SetSpeed{.way = SetSpeed::Way::set_cd_speed, .write_kbytes_per_second = 1411}},
                                   {CalibratePower{}}}};
  EXPECT_TRUE(run(planned, drive.device, image, observer, drive.clock));
  EXPECT_EQ(observer.notes.size(), 3U);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Engine, calibration_that_fails_on_the_medium_stops_a_burn) {
  mmc::ScriptedDrive drive;
  drive.script.refuses("54 01 00 00 00 00 00 00 00 00", "70 00 03 00 00 00 00 0A 00 00 00 00 73 03 00 00 00 00");
  MemoryImage image{1};
  RecordingObserver observer;
  const BurnPlan planned{.steps = {{CalibratePower{}}}};
  const auto result = run(planned, drive.device, image, observer, drive.clock);
  ASSERT_FALSE(result);
  EXPECT_EQ(
      describe(result.error()),
      "let the drive calibrate its laser power: SEND OPC INFORMATION: MEDIUM ERROR 3/73/03, POWER CALIBRATION AREA "
      "ERROR");
}

}  // namespace
}  // namespace driver::burn
