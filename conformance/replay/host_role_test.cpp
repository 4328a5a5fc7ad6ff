#include "conformance/replay/host_role.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/link/scripted_target.h"
#include "conformance/replay/trace_for_test.h"

namespace conformance::replay {
namespace {

using link::check_condition;
using link::good;
using testing::HasSubstr;
using Verdict = ReplayResult::Verdict;
using Steps = std::deque<link::ScriptedLink::Step>;

constexpr auto tur = "00 00 00 00 00 00";
constexpr auto capacity = "25 00 00 00 00 00 00 00 00 00";
constexpr auto write = "2A 00 00 00 00 10 00 00 01 00";

// The nexus settles before it is asked who it is.
Steps blank_bd_r() {
  Steps steps = link::identification_of_blank_bd_r();
  steps.push_front({tur, good()});
  return steps;
}

class HostRoleTest : public testing::Test {
 protected:
  std::expected<ReplayResult, ReplayError> replay(const std::vector<RecordedCommand>& commands, Steps answers,
                                                  std::deque<Steps> more_links = {}) {
    folder_.write(commands);
    Steps all = blank_bd_r();
    all.insert(all.end(), answers.begin(), answers.end());
    more_links.push_front(std::move(all));
    return replay_links(std::move(more_links));
  }
  std::expected<ReplayResult, ReplayError> replay_links(std::deque<Steps> links) {
    link::ScriptedTarget target(std::move(links));
    return replay_as_host(folder_.file(), target, repository_sheets(), {.patience = link::no_waiting});
  }
  // The one line of a replay that must fail.
  std::string difference(const std::vector<RecordedCommand>& commands, Steps answers) {
    const auto result = replay(commands, std::move(answers));
    if (!result) return "error: " + result.error().text;
    EXPECT_EQ(result->verdict, Verdict::fail);
    return result->reason;
  }
  void expect_pass(const std::vector<RecordedCommand>& commands, Steps answers) {
    const auto result = replay(commands, std::move(answers));
    ASSERT_TRUE(result) << result.error().text;
    EXPECT_EQ(result->verdict, Verdict::pass) << result->reason;
    EXPECT_EQ(result->exchanges, commands.size());
    EXPECT_EQ(result->judged + result->passed_over, commands.size());
  }

  TraceFolder folder_;
};

TEST_F(HostRoleTest, equal_answers_pass) {
  expect_pass({{.cdb = tur}, {.cdb = capacity, .in = "00 00 00 01"}, {.cdb = write, .out = {1, 2}}},
              {{tur, good()}, {capacity, good("00 00 00 01")}, {write, good()}});
}

TEST_F(HostRoleTest, differing_status_sense_and_data_are_named) {
  EXPECT_EQ(difference({{.cdb = capacity, .in = "00 00 00 01"}}, {{capacity, check_condition(5, 0x24, 0)}}),
            "exchange 1, READ CAPACITY(10) (25 00 00 00 00 00 00 00 00 00): status, status: expected GOOD, "
            "got CHECK CONDITION 5/24/00");
  EXPECT_THAT(difference({{.cdb = write, .out = {1}, .sense = "05 21 02"}}, {{write, check_condition(5, 0x21, 0)}}),
              HasSubstr("sense, sense_fixed.additional_sense_code_qualifier: expected 2, got 0"));
  EXPECT_THAT(difference({{.cdb = tur}, {.cdb = capacity, .in = "00 00 00 01"}},
                         {{tur, good()}, {capacity, good("00 00 01 01")}}),
              HasSubstr("exchange 2, READ CAPACITY(10) (25 00 00 00 00 00 00 00 00 00): data-in, "
                        "read_capacity_10_reply.logical_block_address: expected 1, got 257 (101h)"));
}

TEST_F(HostRoleTest, masked_bytes_may_differ) {
  expect_pass({{.cdb = capacity, .in = "00 00 00 01", .masks = {{trace::Part::in, 2, 2, "varies"}}}},
              {{capacity, good("00 00 01 07")}});
}

TEST_F(HostRoleTest, precondition_that_does_not_hold_is_broken) {
  folder_.write({{.cdb = capacity, .in = "00"}});
  Steps steps = blank_bd_r();
  steps[4].answer = good("00 20 02");
  const auto result = replay_links({steps});
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->verdict, Verdict::broken);
  EXPECT_EQ(result->reason,
            "the trace begins with profile 0041h (bd-r), disc blank, the drive has profile 0041h "
            "(bd-r), disc complete; put such a disc in");
}

TEST_F(HostRoleTest, replay_by_which_nothing_was_judged_is_broken) {
  const auto empty = replay({}, {});
  ASSERT_TRUE(empty) << empty.error().text;
  EXPECT_EQ(empty->verdict, Verdict::broken);
  EXPECT_THAT(empty->reason, HasSubstr("nothing was judged: the trace holds no exchange; record one"));
  const auto attention = replay({{.cdb = tur, .sense = "06 29 00"}}, {});
  ASSERT_TRUE(attention) << attention.error().text;
  EXPECT_EQ(attention->verdict, Verdict::broken);
  EXPECT_THAT(attention->reason, HasSubstr("all 1 exchanges of the trace are such as need not happen"));
}

TEST_F(HostRoleTest, target_that_is_not_there_is_an_error) {
  folder_.write({});
  const auto result = replay_links({});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ReplayError::Kind::target_lost);
  const auto lost = replay({{.cdb = capacity, .in = "00"}}, {});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().kind, ReplayError::Kind::target_lost);
}

TEST_F(HostRoleTest, silence_and_breaches_of_the_transport_are_failures) {
  using Kind = link::LinkError::Kind;
  EXPECT_THAT(difference({{.cdb = capacity, .in = "00"}},
                         {{capacity, std::unexpected(link::LinkError{Kind::timed_out, "no answer in time"})}}),
              HasSubstr("expected GOOD, got no answer in time"));
  EXPECT_THAT(difference({{.cdb = capacity, .in = "00"}},
                         {{capacity, std::unexpected(link::LinkError{Kind::protocol, "DataSN is 1"})}}),
              HasSubstr("got DataSN is 1"));
}

TEST_F(HostRoleTest, truncated_trace_is_refused_before_anything_is_sent) {
  folder_.write({{.cdb = capacity, .in = "00"}});
  std::filesystem::resize_file(folder_.file(), std::filesystem::file_size(folder_.file()) - 10);
  const auto result = replay_links({});  // a link would be an error of its own
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ReplayError::Kind::bad_trace);
}

TEST_F(HostRoleTest, unit_attention_that_the_trace_does_not_show_is_taken) {
  expect_pass({{.cdb = capacity, .in = "00"}}, {{capacity, check_condition(6, 0x28, 0)}, {capacity, good("00")}});
}

TEST_F(HostRoleTest, unit_attention_that_the_trace_shows_may_be_gone) {
  expect_pass(
      {{.cdb = tur, .sense = "06 29 00"}, {.cdb = capacity, .sense = "06 28 00"}, {.cdb = capacity, .in = "00"}},
      {{capacity, good("00")}});
}

TEST_F(HostRoleTest, busy_drive_is_waited_for) {
  expect_pass({{.cdb = tur}, {.cdb = write, .out = {1}}}, {{tur, check_condition(2, 4, 8)},
                                                           {tur, check_condition(2, 4, 7)},
                                                           {tur, good()},
                                                           {write, check_condition(2, 4, 8)},
                                                           {write, good()}});
}

TEST_F(HostRoleTest, recorded_waiting_may_be_shorter_or_longer_than_the_drives) {
  const std::vector<RecordedCommand> polls{{.cdb = tur, .sense = "02 04 08"},
                                           {.cdb = tur, .sense = "02 04 08"},
                                           {.cdb = tur},
                                           {.cdb = capacity, .in = "00"}};
  expect_pass(polls, {{tur, good()}, {tur, good()}, {tur, good()}, {capacity, good("00")}});
  expect_pass(polls, {{tur, check_condition(2, 4, 8)},
                      {tur, check_condition(2, 4, 8)},
                      {tur, check_condition(2, 4, 8)},
                      {tur, good()},
                      {capacity, good("00")}});
  expect_pass({{.cdb = write, .out = {1}, .sense = "02 04 08"}, {.cdb = write, .out = {1}}}, {{write, good()}});
}

TEST_F(HostRoleTest, waiting_ends_with_a_failure) {
  const Steps busy(100, {tur, check_condition(2, 4, 8)});
  EXPECT_THAT(difference({{.cdb = tur}}, busy), HasSubstr("expected GOOD, got CHECK CONDITION 2/04/08"));
}

TEST_F(HostRoleTest, answers_to_noise_are_judged) {
  EXPECT_THAT(difference({{.cdb = tur}}, {{tur, check_condition(2, 0x3A, 0)}}),
              HasSubstr("TEST UNIT READY (00 00 00 00 00 00): status, status: expected GOOD"));
  EXPECT_THAT(difference({{.cdb = tur, .sense = "02 04 08"}}, {{tur, check_condition(2, 4, 7)}}),
              HasSubstr("additional_sense_code_qualifier: expected 8, got 7"));
}

TEST_F(HostRoleTest, progress_of_a_busy_drive_may_differ) {
  link::Answer halfway = check_condition(2, 4, 8);
  halfway.sense[15] = 0x80;
  halfway.sense[16] = 0x7F;
  expect_pass({{.cdb = tur, .sense = "02 04 08"}, {.cdb = tur}}, {{tur, halfway}, {tur, good()}});
}

TEST_F(HostRoleTest, events_that_wait_for_the_new_host_are_taken) {
  constexpr auto events = "4A 01 00 00 10 00 00 00 08 00";
  expect_pass({{.cdb = events, .in = "00 06 04 5E 00 02 00 00"}},
              {{events, good("00 06 04 5E 02 02 00 00")}, {events, good("00 06 04 5E 00 02 00 00")}});
  const Steps wrong(100, {events, good("00 06 04 5E 00 01 00 00")});
  EXPECT_THAT(difference({{.cdb = events, .in = "00 06 04 5E 00 02 00 00"}}, wrong),
              HasSubstr("media_event_descriptor"));
}

TEST_F(HostRoleTest, second_nexus_is_opened_when_the_trace_uses_it) {
  const auto result =
      replay({{.cdb = capacity, .in = "00"}, {.cdb = capacity, .in = "01", .nexus = 1}}, {{capacity, good("00")}},
             {{{tur, check_condition(6, 0x29, 0)}, {tur, good()}, {capacity, good("01")}}});
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->verdict, Verdict::pass) << result->reason;
}

TEST_F(HostRoleTest, payload_known_by_digest_alone_cannot_be_sent_but_can_be_compared) {
  folder_.write({});
  auto writer = trace::Writer::create(folder_.file(),
                                      {{"V", "P", "1"}, {0x0041, "bd-r", trace::DiscState::blank}, {"a test", {}, {}}});
  trace::Exchange exchange;
  exchange.cdb = base::parse_hex(capacity).value();
  exchange.expected = 3;
  exchange.in = trace::DigestPayload{3, {}, {}};
  ASSERT_TRUE(writer->add(exchange));
  ASSERT_TRUE(writer->finish());
  Steps steps = blank_bd_r();
  steps.push_back({capacity, good("61 62 63")});
  const auto compared = replay_links({steps});
  ASSERT_TRUE(compared) << compared.error().text;
  EXPECT_THAT(compared->reason, HasSubstr("data-in, sha256: expected 0000"));
}

}  // namespace
}  // namespace conformance::replay
