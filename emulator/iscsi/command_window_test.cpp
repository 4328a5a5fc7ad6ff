#include "emulator/iscsi/command_window.h"

#include <gtest/gtest.h>

namespace emulator::iscsi {
namespace {

using Place = CommandWindow::Place;

TEST(CommandWindow, only_numbers_from_the_expected_to_the_maximum_may_come) {
  const CommandWindow window(10, 4);
  EXPECT_EQ(window.maximum(), 13U);
  EXPECT_EQ(window.place_of(9), Place::outside);
  EXPECT_EQ(window.place_of(10), Place::next);
  EXPECT_EQ(window.place_of(11), Place::ahead);
  EXPECT_EQ(window.place_of(13), Place::ahead);
  EXPECT_EQ(window.place_of(14), Place::outside);
}

TEST(CommandWindow, the_numbers_wrap) {
  CommandWindow window(0xFFFF'FFFE, 4);
  EXPECT_EQ(window.maximum(), 1U);
  EXPECT_EQ(window.place_of(1), Place::ahead);
  for (int i = 0; i < 3; ++i) window.advance();
  EXPECT_EQ(window.expected(), 1U);
  EXPECT_EQ(window.place_of(0xFFFF'FFFF), Place::outside);
}

TEST(CommandWindow, outstanding_commands_close_it_and_answers_open_it_again) {
  CommandWindow window(1, 2);
  for (int i = 0; i < 2; ++i) {
    window.advance();
    window.began();
  }
  EXPECT_EQ(window.announce_maximum(), 2U);
  EXPECT_EQ(window.place_of(3), Place::outside);
  EXPECT_FALSE(window.has_reopened());
  window.ended();
  EXPECT_TRUE(window.has_reopened());
  EXPECT_EQ(window.announce_maximum(), 3U);
  EXPECT_FALSE(window.has_reopened());
  EXPECT_EQ(window.place_of(3), Place::next);
}

TEST(CommandWindow, the_maximum_never_goes_back) {
  CommandWindow window(1, 8);
  const std::uint32_t before = window.announce_maximum();
  for (int i = 0; i < 3; ++i) window.began();  // outstanding without a number of their own, as after an abort
  EXPECT_EQ(window.announce_maximum(), before);
}

TEST(CommandWindow, a_skipped_number_counts_as_received_in_its_turn) {
  CommandWindow window(1, 8);
  window.skip(2);
  window.skip(3);
  EXPECT_EQ(window.expected(), 1U);
  window.advance();
  EXPECT_EQ(window.expected(), 4U);
  window.skip(4);
  EXPECT_EQ(window.expected(), 5U);
}

}  // namespace
}  // namespace emulator::iscsi
