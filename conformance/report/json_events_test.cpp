#include "conformance/report/json_events.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace conformance::report {
namespace {

using nlohmann::json;

TEST(JsonEvents, run_says_what_is_tested) {
  EXPECT_EQ(run_event({.target = "t", .drive = "V P 1", .medium = "m", .seed = 9, .version = "0.1.0", .results = {}}),
            R"({"event":"run","target":"t","drive":"V P 1","medium":"m","seed":9,"version":"0.1.0"})");
}

TEST(JsonEvents, case_has_only_what_it_has) {
  Result result{.id = "A-01", .name = "n", .title = "t", .clause = "c", .verdict = Verdict::pass};
  EXPECT_EQ(case_event(result),
            R"({"event":"case","id":"A-01","name":"n","title":"t","clause":"c","verdict":"pass","microseconds":0})");
  result.verdict = Verdict::waived;
  result.reason = "r";
  result.failure = {{"cmd", "f", "e", "a"}};
  result.waiver = {{"A-01", "o", "w", "2027-01-31"}};
  const json event = json::parse(case_event(result));
  EXPECT_EQ(event["verdict"], "waived");
  EXPECT_EQ(event["reason"], "r");
  EXPECT_EQ(event["failure"], (json{{"command", "cmd"}, {"field", "f"}, {"expected", "e"}, {"actual", "a"}}));
  EXPECT_EQ(event["waiver"], (json{{"owner", "o"}, {"reason", "w"}, {"expiry", "2027-01-31"}}));
}

TEST(JsonEvents, summary_counts_all_six) {
  Summary summary;
  summary.counts = {1, 2, 3, 4, 5, 6};
  EXPECT_EQ(summary_event(summary), R"({"event":"summary","pass":1,"fail":2,"skip":3,"not-applicable":4,"waived":5,)"
                                    R"("broken":6,"exit":1})");
}

TEST(JsonEvents, bytes_that_are_no_text_are_replaced) {
  EXPECT_NO_THROW(static_cast<void>(run_event({.target = "\xFF", .results = {}})));
}

}  // namespace
}  // namespace conformance::report
