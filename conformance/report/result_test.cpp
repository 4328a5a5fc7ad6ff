#include "conformance/report/result.h"

#include <gtest/gtest.h>

namespace conformance::report {
namespace {

Summary with(std::initializer_list<Verdict> verdicts) {
  std::vector<Result> results;
  for (const Verdict verdict : verdicts) results.push_back({.verdict = verdict});
  return summarize(results);
}

TEST(Summary, line_counts_all_six) {
  const Summary summary = with({Verdict::pass, Verdict::pass, Verdict::fail, Verdict::skip, Verdict::not_applicable,
                                Verdict::waived, Verdict::broken});
  EXPECT_EQ(summary_line(summary), "2 pass, 1 fail, 1 skip, 1 not-applicable, 1 waived, 1 broken");
  EXPECT_EQ(summary.all(), 7U);
}

TEST(Summary, exit_status_tells_pass_fail_and_broken_apart) {
  EXPECT_EQ(exit_status(with({Verdict::pass, Verdict::skip, Verdict::not_applicable})), 0);
  EXPECT_EQ(exit_status(with({Verdict::pass, Verdict::waived})), 0);
  EXPECT_EQ(exit_status(with({Verdict::pass, Verdict::fail})), 1);
  EXPECT_EQ(exit_status(with({Verdict::pass, Verdict::broken})), 9);
  EXPECT_EQ(exit_status(with({Verdict::fail, Verdict::broken})), 1);
}

TEST(Summary, skips_alone_are_no_success) {
  EXPECT_EQ(exit_status(with({Verdict::skip, Verdict::not_applicable})), 9);
  EXPECT_EQ(exit_status(with({})), 9);
}

TEST(Verdict, names_are_those_of_the_schema) {
  EXPECT_EQ(name_of(Verdict::pass), "pass");
  EXPECT_EQ(name_of(Verdict::fail), "fail");
  EXPECT_EQ(name_of(Verdict::skip), "skip");
  EXPECT_EQ(name_of(Verdict::not_applicable), "not-applicable");
  EXPECT_EQ(name_of(Verdict::waived), "waived");
  EXPECT_EQ(name_of(Verdict::broken), "broken");
}

}  // namespace
}  // namespace conformance::report
