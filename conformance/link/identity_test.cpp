#include "conformance/link/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "conformance/link/scripted_link.h"

namespace conformance::link {
namespace {

using testing::ElementsAre;

constexpr auto tur = "00 00 00 00 00 00";
const auto inquiry_answer =
    good("05 80 00 32 5B 00 00 00 42 55 52 4E 42 4E 43 48 47 45 4E 45 52 49 43 20 42 44 20 20 20 20 20 20 31 2E 30 30");

std::deque<ScriptedLink::Step> identification(Answer configuration, Answer disc) {
  return {{tur, good()},
          {"12 00 00 00 60 00", inquiry_answer},
          {"46 02 00 00 00 00 00 00 08 00", std::move(configuration)},
          {"51 00 00 00 00 00 00 00 22 00", std::move(disc)}};
}

TEST(Identity, drive_and_disc_are_read) {
  ScriptedLink link(identification(good("00 00 00 04 00 00 00 41"), good("00 20 01")));
  const auto identity = identify(link, no_waiting);
  ASSERT_TRUE(identity) << identity.error().text;
  EXPECT_EQ(identity->drive, (trace::DriveIdentity{"BURNBNCH", "GENERIC BD", "1.00"}));
  EXPECT_EQ(identity->situation, (trace::Precondition{0x0041, "bd-r", trace::DiscState::appendable}));
}

TEST(Identity, every_disc_status_has_its_word) {
  const auto state_of = [](std::string_view reply) {
    ScriptedLink link(identification(good("00 00 00 04 00 00 00 09"), good(reply)));
    return identify(link, no_waiting)->situation.state;
  };
  EXPECT_EQ(state_of("00 20 0C"), trace::DiscState::blank);  // the state of the last session is not part of it
  EXPECT_EQ(state_of("00 20 0D"), trace::DiscState::appendable);
  EXPECT_EQ(state_of("00 20 1E"), trace::DiscState::complete);
  EXPECT_EQ(state_of("00 20 13"), trace::DiscState::other);
  EXPECT_EQ(state_of("00"), trace::DiscState::absent) << "an answer without the byte says nothing";
}

TEST(Identity, empty_drive_has_no_profile_and_no_disc) {
  auto steps = identification(good("00 00 00 04 00 00 00 00"), check_condition(2, 0x3A, 1));
  steps.front().answer = check_condition(2, 0x3A, 1);
  ScriptedLink link(std::move(steps));
  const auto identity = identify(link, no_waiting);
  ASSERT_TRUE(identity) << identity.error().text;
  EXPECT_EQ(identity->situation, (trace::Precondition{0, std::nullopt, trace::DiscState::absent}));
}

// A reader of before MMC-1: what it reads is complete, as bbburn says of it too.
TEST(Identity, disc_of_a_drive_without_read_disc_information_is_complete) {
  ScriptedLink link(identification(good("00 00 00 04 00 00 00 08"), check_condition(5, 0x20, 0)));
  EXPECT_EQ(identify(link, no_waiting)->situation, (trace::Precondition{8, "cd-rom", trace::DiscState::complete}));
  auto steps = identification(good("00 00 00 04 00 00 00 00"), check_condition(5, 0x20, 0));
  steps.front().answer = check_condition(2, 0x3A, 0);
  ScriptedLink empty(std::move(steps));
  EXPECT_EQ(identify(empty, no_waiting)->situation.state, trace::DiscState::absent);
}

// SPC-4, ASCII data field requirements: 20h to 7Eh.
TEST(Identity, name_of_a_drive_is_text) {
  auto steps = identification(good("00 00 00 04 00 00 00 00"), check_condition(2, 0x3A, 0));
  steps[1].answer->data_in[8] = 0x1B;
  steps[1].answer->data_in[35] = 0;
  ScriptedLink link(std::move(steps));
  EXPECT_EQ(identify(link, no_waiting)->drive, (trace::DriveIdentity{"?URNBNCH", "GENERIC BD", "1.0"}));
}

TEST(Settle, unit_attentions_are_taken_and_becoming_ready_is_waited_for) {
  ScriptedLink link({{tur, check_condition(6, 0x29, 0)},
                     {tur, check_condition(6, 0x28, 0)},
                     {tur, check_condition(2, 4, 1)},
                     {tur, good()}});
  const auto answer = settle(link, no_waiting);
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_EQ(answer->status, 0);
  EXPECT_EQ(link.left(), 0U);
}

TEST(Settle, waiting_ends) {
  const std::deque<ScriptedLink::Step> busy(100, {tur, check_condition(2, 4, 1)});
  ScriptedLink link(busy);
  ASSERT_TRUE(settle(link, no_waiting));
  EXPECT_EQ(link.sent().size(), static_cast<std::size_t>(no_waiting.looks()));
  const std::deque<ScriptedLink::Step> attention(100, {tur, check_condition(6, 0x29, 0)});
  ScriptedLink endless(attention);
  ASSERT_TRUE(settle(endless, no_waiting));
  EXPECT_GT(endless.left(), 0U);
}

TEST(Settle, patience_of_a_lifetime_is_not_none) {
  constexpr auto longest = std::chrono::seconds(std::numeric_limits<int>::max());  // what --timeout can say
  EXPECT_EQ((Patience{.limit = longest, .pause = std::chrono::milliseconds(100)}.looks()), 2'147'483'647);
  EXPECT_EQ((Patience{.limit = std::chrono::seconds(1), .pause = std::chrono::milliseconds(100)}.looks()), 11);
}

TEST(Settle, broken_link_is_reported) {
  ScriptedLink link({});
  EXPECT_FALSE(settle(link, no_waiting));
  EXPECT_FALSE(identify(link, no_waiting));
}

}  // namespace
}  // namespace conformance::link
