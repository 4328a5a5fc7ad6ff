#include "conformance/runner/suite.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/judge.h"
#include "conformance/link/scripted_target.h"

namespace conformance::runner {
namespace {

using cases::Case;
using cases::Judge;
using report::Verdict;
using testing::ElementsAre;
using Steps = std::deque<link::ScriptedLink::Step>;

class Recorder final : public Listener {
 public:
  void began(const report::Run& run) override { drive = run.drive; }
  void ended(const report::Result& result) override { order.push_back(result.id); }
  std::string drive;
  std::vector<std::string> order;
};

// What looking at a drive hears; the disc status is the last digit of `disc`.
Steps look(std::string_view disc) {
  Steps steps = link::identification_of_blank_bd_r();
  steps.back().answer = link::good(disc);
  steps.push_back({"51 00 00 00 00 00 00 00 22 00", link::good(disc)});
  steps.push_back({"46 00 00 00 00 00 00 FF FC 00", link::good("00 00 00 04 00 00 00 41")});
  return steps;
}

constexpr auto blank = "00 20 00 01 01";
constexpr auto appendable = "00 20 01 01 02";

Case passing(std::string id, std::vector<std::string> needs = {}) {
  return {{.id = std::move(id), .needs = std::move(needs)}, [](Judge&) {}};
}
Case failing(std::string id) {
  return {{.id = std::move(id)}, [](Judge& judge) { judge.fail("field", "one", "two"); }};
}

std::vector<Verdict> verdicts(const report::Run& run) {
  std::vector<Verdict> all;
  for (const report::Result& result : run.results) all.push_back(result.verdict);
  return all;
}

TEST(Suite, results_stand_in_the_order_of_the_cases) {
  link::ScriptedTarget target({look(blank)});
  Recorder recorder;
  const auto run = run_suite({passing("A"), failing("B"), passing("C", {"medium:cd-r"})}, target, {}, recorder);
  ASSERT_TRUE(run) << run.error().text;
  EXPECT_THAT(verdicts(*run), ElementsAre(Verdict::pass, Verdict::fail, Verdict::not_applicable));
  EXPECT_EQ(run->results[1].reason, "field: expected one, got two");
  EXPECT_EQ(run->target, "a script");
  EXPECT_EQ(run->medium, "profile 0041h, disc blank");
  EXPECT_THAT(recorder.order, ElementsAre("A", "B", "C"));
}

TEST(Suite, writing_comes_last_and_gives_skipped_cases_another_chance) {
  link::ScriptedTarget target({look(blank), look(appendable)});
  Recorder recorder;
  Case writing = passing("A", {"medium:blank"});
  writing.header.destroys = true;
  const std::vector<Case> chosen{std::move(writing), passing("B", {"medium:readable"}), passing("C", {"medium:blank"})};
  const auto run = run_suite(chosen, target, {.run = {.allow_destructive = true}}, recorder);
  ASSERT_TRUE(run) << run.error().text;
  EXPECT_THAT(verdicts(*run), ElementsAre(Verdict::pass, Verdict::pass, Verdict::pass));
  EXPECT_THAT(recorder.order, ElementsAre("C", "A", "B"));
}

TEST(Suite, skip_that_stays_is_reported_once) {
  link::ScriptedTarget target({look(blank)});
  Recorder recorder;
  const auto run = run_suite({passing("A", {"medium:readable"})}, target, {}, recorder);
  ASSERT_TRUE(run) << run.error().text;
  EXPECT_THAT(verdicts(*run), ElementsAre(Verdict::skip));
  EXPECT_THAT(recorder.order, ElementsAre("A"));
}

TEST(Suite, target_that_is_not_there_ends_the_run) {
  link::ScriptedTarget target({});
  Recorder recorder;
  EXPECT_FALSE(run_suite({passing("A")}, target, {}, recorder));
  link::ScriptedTarget lost({look(blank)});
  const Case sending{{.id = "A"}, [](Judge& judge) { judge.good({.cdb = cases::cdb("00 00 00 00 00 00")}); }};
  EXPECT_FALSE(run_suite({sending, passing("B")}, lost, {}, recorder));
}

TEST(Waiver, holds_for_a_failure_of_its_id_until_its_day) {
  const cases::Ran failed{cases::Failed{"", "f", "1", "2"}};
  SuiteOptions options{.waivers = {{"A", "me", "why", "2027-01-31"}}, .today = "2027-01-31"};
  EXPECT_EQ(result_of(failing("A"), failed, options).verdict, Verdict::waived);
  EXPECT_EQ(result_of(failing("A"), failed, options).waiver->owner, "me");
  EXPECT_EQ(result_of(failing("B"), failed, options).verdict, Verdict::fail);
  EXPECT_EQ(result_of(failing("A"), {cases::Passed{}}, options).verdict, Verdict::pass);
  options.today = "2027-02-01";
  EXPECT_EQ(result_of(failing("A"), failed, options).verdict, Verdict::fail);
}

}  // namespace
}  // namespace conformance::runner
