#include "conformance/cases/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/link/scripted_target.h"

namespace conformance::cases {
namespace {

using link::check_condition;
using link::good;
using testing::HasSubstr;
using Steps = std::deque<link::ScriptedLink::Step>;

constexpr auto tur = "00 00 00 00 00 00";
constexpr auto inquiry = "12 00 00 00 24 00";

class JudgeTest : public testing::Test {
 protected:
  // A judge whose links answer so, after the test that each nexus begins with.
  Judge& with(std::deque<Steps> links) {
    for (Steps& steps : links) steps.push_front({tur, good()});
    target_ = std::make_unique<link::ScriptedTarget>(std::move(links));
    judge_ = std::make_unique<Judge>(*target_, header_, situation_, 7, patience_);
    return *judge_;
  }
  std::string failure() {
    const Outcome outcome = judge_->outcome();
    const auto* failed = std::get_if<Failed>(&outcome);
    return failed != nullptr ? failed->text() : "no failure";
  }

  CaseHeader header_{.allowed = {{0x02, link::SenseCode{5, 0x24, 0}}}};
  Situation situation_;
  link::Patience patience_{link::no_waiting};
  std::unique_ptr<link::ScriptedTarget> target_;
  std::unique_ptr<Judge> judge_;
};

TEST_F(JudgeTest, claims_that_hold_pass) {
  Judge& judge = with({{{inquiry, good("05 80")}, {inquiry, check_condition(5, 0x24, 0)}}});
  const auto answer = judge.good({.cdb = cdb(inquiry), .expected = 36}, 2);
  judge.equal("byte", 5, answer.data_in[0]);
  judge.allowed({.cdb = cdb(inquiry), .expected = 36});
  EXPECT_TRUE(judge.goes_on());
  EXPECT_TRUE(std::holds_alternative<Passed>(judge.outcome()));
}

TEST_F(JudgeTest, first_claim_in_vain_is_the_outcome_and_ends_the_sending) {
  Judge& judge = with({{{inquiry, good("05")}}});
  judge.good({.cdb = cdb(inquiry), .expected = 36}, 2);
  judge.equal("later", 1, 2);
  EXPECT_TRUE(judge.good({.cdb = cdb(inquiry), .expected = 36}).data_in.empty());
  EXPECT_FALSE(judge.goes_on());
  EXPECT_EQ(failure(), "INQUIRY (12 00 00 00 24 00): data-in: expected at least 2 bytes, got 1 bytes");
}

TEST_F(JudgeTest, status_is_named_with_what_is_allowed) {
  with({{{inquiry, check_condition(2, 0x3A, 0)}}}).allowed({.cdb = cdb(inquiry), .expected = 36});
  EXPECT_THAT(failure(), HasSubstr("status: expected CHECK CONDITION 5/24/00, got CHECK CONDITION 2/3A/00"));
}

TEST_F(JudgeTest, prefixes_are_compared_by_byte_and_length) {
  Judge& judge = with({});
  const base::ByteBuffer whole{1, 2, 3};
  judge.prefix("data", whole, base::ByteBuffer{1, 2});
  judge.prefix("data", whole, {});
  EXPECT_TRUE(judge.goes_on());
  judge.prefix("data", whole, base::ByteBuffer{1, 7});
  EXPECT_EQ(failure(), "data byte 1: expected 02h, got 07h");
  Judge& other = with({});
  other.prefix("data", whole, base::ByteBuffer{1, 2, 3, 4});
  EXPECT_EQ(failure(), "data: expected at most 3 bytes, got 4 bytes");
}

TEST_F(JudgeTest, nexuses_are_links_of_their_own) {
  Judge& judge = with({{{inquiry, good("01")}}, {{inquiry, good("02")}}});
  EXPECT_EQ(judge.good({.cdb = cdb(inquiry), .expected = 36}).data_in, base::ByteBuffer{1});
  EXPECT_EQ(judge.good({.cdb = cdb(inquiry), .expected = 36, .nexus = 1}).data_in, base::ByteBuffer{2});
}

TEST_F(JudgeTest, nexus_that_was_begun_has_its_attention_still) {
  target_ = std::make_unique<link::ScriptedTarget>(
      std::deque<Steps>{{{tur, good()}, {inquiry, good("01")}}, {{tur, check_condition(6, 0x29, 0)}}});
  judge_ = std::make_unique<Judge>(*target_, header_, situation_, 7, patience_);
  judge_->good({.cdb = cdb(inquiry), .expected = 36});
  judge_->begin(0);
  judge_->allowed({.cdb = cdb(tur)}, {{0x02, link::SenseCode{6, 0x29, 0}}});
  EXPECT_EQ(failure(), "no failure");
}

TEST_F(JudgeTest, silence_breach_and_loss_in_a_command_are_failures) {
  using Kind = link::LinkError::Kind;
  for (const Kind kind : {Kind::timed_out, Kind::protocol, Kind::lost}) {
    with({{{inquiry, std::unexpected(link::LinkError{kind, "why"})}}}).send({.cdb = cdb(inquiry)});
    EXPECT_THAT(failure(), HasSubstr("got why"));
    EXPECT_FALSE(judge_->lost());
  }
}

TEST_F(JudgeTest, target_that_cannot_be_reached_is_broken_and_lost) {
  Judge& judge = with({});
  judge.send({.cdb = cdb(inquiry)});
  EXPECT_TRUE(std::holds_alternative<Broken>(judge.outcome()));
  ASSERT_TRUE(judge.lost());
  EXPECT_EQ(judge.lost()->kind, link::LinkError::Kind::unreachable);
}

TEST_F(JudgeTest, skip_is_an_outcome_of_its_own) {
  Judge& judge = with({});
  judge.skip("no such thing");
  judge.fail("later", "a", "b");
  EXPECT_TRUE(std::holds_alternative<Skipped>(judge.outcome()));
}

TEST_F(JudgeTest, random_numbers_follow_the_seed) {
  const auto first = with({}).random().next();
  EXPECT_EQ(with({}).random().next(), first);
}

}  // namespace
}  // namespace conformance::cases
