#include "conformance/preload/record/subject.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::record {
namespace {

using scsi::FakeDrive;
using trace::DiscState;

// MMC-6, GET CONFIGURATION: the header, with the current profile in bytes 6 and 7.
std::string configuration(std::string_view profile) { return "00 00 00 04 00 00 " + std::string(profile); }
// MMC-6, READ DISC INFORMATION: the disc status in the low two bits of byte 2; the others must not matter.
std::string disc_information(std::string_view status_byte) {
  return "00 20 " + std::string(status_byte) + std::string(31 * 3, ' ') + std::string(31 * 2, '0');
}

struct Subject : kernel::FakeDevice {
  Subject(std::string_view profile, std::string_view status_byte) {
    drive->always(0x46, FakeDrive::good_with(configuration(profile)));
    drive->always(0x51, FakeDrive::good_with(disc_information(status_byte)));
  }
  trace::Header header() { return header_of(*device, {.source = "a test", .comment = "cdrskin"}); }
};

TEST(Subject, drive_is_named_without_its_padding) {
  Subject subject("00 1B", "00");
  const trace::Header header = subject.header();
  EXPECT_EQ(header.drive, (trace::DriveIdentity{"BURNBNCH", "FAKE DRIVE", "1.00"}));
  EXPECT_EQ(header.provenance.source, "a test");
  EXPECT_EQ(header.provenance.comment, "cdrskin");
}

TEST(Subject, asks_whether_it_is_ready_and_two_questions_more) {
  Subject subject("00 1B", "00");
  subject.header();
  EXPECT_THAT(subject.drive->take_log(), testing::ElementsAre("00 00 00 00 00 00", "46 00 00 00 00 00 00 00 08 00",
                                                              "51 00 00 00 00 00 00 00 22 00"));
}

// growisofs reloads the disc at its end and does not wait: the next trace began with "no medium".
TEST(Subject, drive_that_is_loading_is_waited_for) {
  Subject subject("00 41", "01");
  for (int i = 0; i < 3; ++i) subject.drive->next(0x00, FakeDrive::refused(0x02, 0x04, 0x01));
  subject.drive->next(0x00, FakeDrive::attention());
  EXPECT_EQ(subject.header().precondition.profile, 0x0041);
  EXPECT_EQ(subject.drive->count_of("00 00 00 00 00 00"), 5U);
  const auto log = subject.drive->take_log();
  EXPECT_EQ(log.back(), "51 00 00 00 00 00 00 00 22 00");
}

TEST(Subject, drive_without_a_disc_is_not_waited_for) {
  Subject subject("00 00", "00");
  subject.drive->always(0x00, FakeDrive::no_medium());
  EXPECT_EQ(subject.header().precondition.state, DiscState::absent);
  EXPECT_EQ(subject.drive->count_of("00 00 00 00 00 00"), 1U);
}

TEST(Subject, states_are_those_of_read_disc_information) {
  constexpr std::pair<const char*, DiscState> states[]{
      {"0C", DiscState::blank}, {"1D", DiscState::appendable}, {"0E", DiscState::complete}, {"FF", DiscState::other}};
  for (const auto& [byte, state] : states) {
    Subject subject("00 09", byte);
    EXPECT_EQ(subject.header().precondition.state, state) << byte;
  }
}

TEST(Subject, media_have_the_names_of_blank_discs) {
  constexpr std::pair<const char*, const char*> media[]{
      {"00 08", "cd-rom"},  {"00 09", "cd-r"},   {"00 0A", "cd-rw"},    {"00 10", "dvd-rom"},  {"00 11", "dvd-r"},
      {"00 12", "dvd-ram"}, {"00 13", "dvd-rw"}, {"00 14", "dvd-rw"},   {"00 15", "dvd-r-dl"}, {"00 16", "dvd-r-dl"},
      {"00 1A", "dvd+rw"},  {"00 1B", "dvd+r"},  {"00 2B", "dvd+r-dl"}, {"00 40", "bd-rom"},   {"00 41", "bd-r"},
      {"00 42", "bd-r"},    {"00 43", "bd-re"}};
  for (const auto& [profile, name] : media) {
    Subject subject(profile, "00");
    EXPECT_EQ(subject.header().precondition.medium, name) << profile;
  }
}

TEST(Subject, profile_without_a_name_is_kept_as_a_number) {
  Subject subject("FF FF", "00");
  const auto precondition = subject.header().precondition;
  EXPECT_EQ(precondition.profile, 0xFFFF);
  EXPECT_FALSE(precondition.medium);
  EXPECT_EQ(precondition.state, DiscState::blank);
}

TEST(Subject, no_disc_is_absent_and_not_asked_for_its_status) {
  Subject subject("00 00", "02");
  const auto precondition = subject.header().precondition;
  EXPECT_EQ(precondition.profile, 0);
  EXPECT_EQ(precondition.state, DiscState::absent);
  EXPECT_FALSE(precondition.medium);
  EXPECT_EQ(subject.drive->count_of("51 00 00 00 00 00 00 00 22 00"), 0U);
}

TEST(Subject, drive_that_refuses_is_a_drive_without_a_disc) {
  Subject subject("00 1B", "00");
  subject.drive->always(0x46, FakeDrive::refused(0x05, 0x20, 0x00));
  EXPECT_EQ(subject.header().precondition.profile, 0);
}

TEST(Subject, answers_that_are_cut_short_say_nothing) {
  Subject subject("00 1B", "00");
  subject.drive->always(0x46, FakeDrive::good_with("00 00 00 04 00 00 00"));
  EXPECT_EQ(subject.header().precondition.profile, 0);
  Subject other("00 1B", "00");
  other.drive->always(0x51, FakeDrive::good_with("00 20"));
  EXPECT_EQ(other.header().precondition.state, DiscState::absent);
}

}  // namespace
}  // namespace conformance::preload::record
