#include "emulator/mmc/commands/get_event_status_notification.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view poll_media = "4A 01 00 00 10 00 00 00 08 00";
constexpr std::string_view poll_all = "4A 01 00 00 FF 00 00 00 08 00";

TestDrive with_cd() { return TestDrive::with(media::ProfileNumber::cd_rom); }

// Checklist 39.
TEST(GetEventStatusNotification, asynchronous_is_refused) {
  TestDrive bench;
  EXPECT_EQ(bench.pointed("4A 00 00 00 10 00 00 00 08 00"), "cdb 1.0");
}

// Checklist 39.
TEST(GetEventStatusNotification, classes_that_are_not_offered_have_no_event_available) {
  TestDrive bench;
  EXPECT_EQ(bench.data("4A 01 00 00 A9 00 00 00 08 00"), "00 02 80 56");
  EXPECT_EQ(bench.data("4A 01 00 00 00 00 00 00 08 00"), "00 02 80 56");
}

TEST(GetEventStatusNotification, without_an_event_the_lowest_requested_class_says_so) {
  TestDrive bench = with_cd();
  EXPECT_EQ(bench.data(poll_all), "00 06 01 56 00 00 00 00");
  EXPECT_EQ(bench.data("4A 01 00 00 54 00 00 00 08 00"), "00 06 02 56 00 01 00 00");
  EXPECT_EQ(bench.data(poll_media), "00 06 04 56 00 02 00 00");
  EXPECT_EQ(bench.data("4A 01 00 00 40 00 00 00 08 00"), "00 06 06 56 00 00 00 00");
}

// Checklist 42.
TEST(GetEventStatusNotification, open_tray_and_removal_are_seen_once) {
  TestDrive bench = with_cd();
  ASSERT_EQ(bench.outcome("1B 00 00 00 02 00"), "GOOD");
  EXPECT_EQ(bench.data(poll_media), "00 06 04 56 03 01 00 00");
  EXPECT_EQ(bench.data(poll_media), "00 06 04 56 00 01 00 00");
}

// Checklist 40.
TEST(GetEventStatusNotification, new_medium_is_seen_once_by_each_initiator) {
  TestDrive bench = with_cd();
  bench.drive.nexus_began(other_host);
  ASSERT_EQ(bench.outcome("1B 00 00 00 02 00"), "GOOD");
  bench.data(poll_media);
  bench.data(poll_media, other_host);
  ASSERT_EQ(bench.outcome("1B 00 00 00 03 00"), "GOOD");
  EXPECT_EQ(bench.data(poll_media), "00 06 04 56 00 00 00 00");
  bench.wait(60s);
  EXPECT_EQ(bench.data(poll_media), "00 06 04 56 02 02 00 00");
  EXPECT_EQ(bench.data(poll_media), "00 06 04 56 00 02 00 00");
  EXPECT_EQ(bench.data(poll_media, other_host), "00 06 04 56 02 02 00 00");
}

TEST(GetEventStatusNotification, lowest_class_with_an_event_comes_first) {
  TestDrive bench = with_cd();
  ASSERT_EQ(bench.outcome("1B 00 00 00 02 00"), "GOOD");
  EXPECT_EQ(bench.data(poll_all), "00 06 01 56 02 00 00 01");
  EXPECT_EQ(bench.data(poll_all), "00 06 04 56 03 01 00 00");
  EXPECT_EQ(bench.data(poll_all), "00 06 01 56 00 00 00 00");
}

// Checklist 41.
TEST(GetEventStatusNotification, header_alone_consumes_nothing) {
  TestDrive bench = with_cd();
  ASSERT_EQ(bench.outcome("1B 00 00 00 02 00"), "GOOD");
  EXPECT_EQ(bench.data("4A 01 00 00 10 00 00 00 04 00"), "00 06 04 56");
  EXPECT_EQ(bench.data(poll_media), "00 06 04 56 03 01 00 00");
}

// Checklist 42.
TEST(GetEventStatusNotification, button_while_prevented_is_an_eject_request_and_the_tray_stays) {
  TestDrive bench = with_cd();
  ASSERT_EQ(bench.outcome("1E 00 00 00 01 00"), "GOOD");
  EXPECT_EQ(bench.drive.press_eject(bench.now), drive::EjectResult::prevented);
  EXPECT_EQ(bench.data(poll_media), "00 06 04 56 01 02 00 00");
  EXPECT_EQ(bench.outcome("00 00 00 00 00 00"), "GOOD");
}

TEST(GetEventStatusNotification, persistent_prevention_is_told) {
  TestDrive bench = with_cd();
  ASSERT_EQ(bench.outcome("1E 00 00 00 03 00"), "GOOD");
  EXPECT_EQ(bench.data(poll_all), "00 06 01 56 00 80 00 00");
}

TEST(GetEventStatusNotification, background_work_is_a_busy_device_with_the_time_left) {
  TestDrive bench = with_cd();
  bench.drive.begin_background({.kind = drive::BackgroundKind::close, .start = bench.now, .length = 10s});
  bench.wait(7s);
  EXPECT_EQ(bench.data("4A 01 00 00 40 00 00 00 08 00"), "00 06 06 56 01 01 00 1E");
}

// Checklist 11.
TEST(GetEventStatusNotification, neither_tells_nor_consumes_an_attention) {
  TestDrive bench = with_cd();
  bench.drive.nexus_began(other_host);
  EXPECT_EQ(bench.outcome(poll_media, {}, other_host), "GOOD");
  EXPECT_EQ(bench.outcome("00 00 00 00 00 00", {}, other_host), "6/29/00");
}

}  // namespace
}  // namespace emulator::mmc
