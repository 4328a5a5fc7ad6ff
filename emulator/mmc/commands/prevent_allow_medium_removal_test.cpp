#include "emulator/mmc/commands/prevent_allow_medium_removal.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view allow = "1E 00 00 00 00 00";
constexpr std::string_view prevent = "1E 00 00 00 01 00";
constexpr std::string_view allow_persistently = "1E 00 00 00 02 00";
constexpr std::string_view prevent_persistently = "1E 00 00 00 03 00";

TEST(PreventAllow, each_initiator_allows_only_what_it_prevented) {
  TestDrive bench;
  bench.drive.nexus_began(other_host);
  bench.drive.attentions().take(other_host);
  ASSERT_EQ(bench.outcome(prevent), "GOOD");
  ASSERT_EQ(bench.outcome(prevent, {}, other_host), "GOOD");
  ASSERT_EQ(bench.outcome(allow), "GOOD");
  EXPECT_EQ(bench.drive.prevention(), drive::Prevention::prevented);
  ASSERT_EQ(bench.outcome(allow, {}, other_host), "GOOD");
  EXPECT_EQ(bench.drive.prevention(), drive::Prevention::none);
}

TEST(PreventAllow, persistent_prevention_needs_persistent_allowance) {
  TestDrive bench;
  ASSERT_EQ(bench.outcome(prevent_persistently), "GOOD");
  ASSERT_EQ(bench.outcome(allow), "GOOD");
  EXPECT_EQ(bench.drive.prevention(), drive::Prevention::persistent);
  ASSERT_EQ(bench.outcome(allow_persistently), "GOOD");
  EXPECT_EQ(bench.drive.prevention(), drive::Prevention::none);
}

// Checklist 130.
TEST(PreventAllow, logout_releases) {
  TestDrive bench;
  ASSERT_EQ(bench.outcome(prevent), "GOOD");
  bench.drive.nexus_ended(one_host);
  EXPECT_EQ(bench.drive.prevention(), drive::Prevention::none);
}

// Checklist 130.
TEST(PreventAllow, reset_releases) {
  TestDrive bench;
  ASSERT_EQ(bench.outcome(prevent_persistently), "GOOD");
  bench.drive.reset(scsi::ResetKind::logical_unit_reset);
  EXPECT_EQ(bench.drive.prevention(), drive::Prevention::none);
}

}  // namespace
}  // namespace emulator::mmc
