#include "conformance/report/junit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace conformance::report {
namespace {

using testing::HasSubstr;

Result result(Verdict verdict, std::string reason) {
  return {.id = "TOC-02",
          .name = "mmc.read_toc",
          .title = "lead-out last",
          .clause = "MMC-6, READ TOC/PMA/ATIP command",
          .verdict = verdict,
          .reason = std::move(reason),
          .duration = std::chrono::microseconds(1'234'567)};
}

TEST(Junit, passed_case_is_an_empty_element) {
  const std::string xml = junit_xml({.target = "t", .results = {result(Verdict::pass, "")}});
  EXPECT_THAT(xml, HasSubstr("    <testcase classname=\"mmc.read_toc\" name=\"TOC-02 lead-out last\" "
                             "time=\"1.234567\"/>\n"));
}

TEST(Junit, suite_counts_and_names_the_target) {
  report::Run run{
      .target = "iscsi://h/iqn.x/0", .drive = "V P 1", .medium = "0041h blank", .seed = 7, .version = "0.1.0"};
  for (const Verdict verdict : all_verdicts) run.results.push_back(result(verdict, "why"));
  const std::string xml = junit_xml(run);
  EXPECT_THAT(xml, testing::StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                                       "  <testsuite name=\"bbcheck iscsi://h/iqn.x/0\" tests=\"6\" failures=\"1\" "
                                       "errors=\"1\" skipped=\"3\">\n"));
  EXPECT_THAT(xml, HasSubstr("<property name=\"drive\" value=\"V P 1\"/>"));
  EXPECT_THAT(xml, HasSubstr("<property name=\"seed\" value=\"7\"/>"));
  EXPECT_THAT(xml, HasSubstr("1 pass, 1 fail, 1 skip, 1 not-applicable, 1 waived, 1 broken"));
}

TEST(Junit, failure_carries_what_is_needed_to_act) {
  Result failing = result(Verdict::fail, "READ TOC: status differs");
  failing.failure = {{"READ TOC/PMA/ATIP (43 00)", "status", "GOOD", "CHECK CONDITION 5/24/00"}};
  const std::string xml = junit_xml({.results = {failing}});
  EXPECT_THAT(xml, HasSubstr("<failure message=\"READ TOC: status differs\">MMC-6, READ TOC/PMA/ATIP command&#10;"
                             "command: READ TOC/PMA/ATIP (43 00)&#10;field: status&#10;expected: GOOD&#10;"
                             "got: CHECK CONDITION 5/24/00</failure>"));
}

TEST(Junit, broken_is_an_error_and_the_rest_is_skipped) {
  const auto xml = [](Verdict verdict) { return junit_xml({.results = {result(verdict, "why")}}); };
  EXPECT_THAT(xml(Verdict::broken), HasSubstr("<error message=\"why\">"));
  EXPECT_THAT(xml(Verdict::skip), HasSubstr("<skipped message=\"why\"/>"));
  EXPECT_THAT(xml(Verdict::not_applicable), HasSubstr("<skipped message=\"not applicable: why\"/>"));
}

TEST(Junit, waiver_stands_as_properties) {
  Result waived = result(Verdict::waived, "why");
  waived.waiver = {{"TOC-02", "drive team", "old ATAPI byte", "2027-01-31"}};
  const std::string xml = junit_xml({.results = {waived}});
  EXPECT_THAT(xml, HasSubstr("<property name=\"waiver.owner\" value=\"drive team\"/>"));
  EXPECT_THAT(xml, HasSubstr("<property name=\"waiver.expiry\" value=\"2027-01-31\"/>"));
  EXPECT_THAT(xml, HasSubstr("<skipped message=\"waived: why\"/>"));
}

TEST(Junit, text_is_escaped) {
  const std::string xml = junit_xml({.target = "a&b<c>\"d\"\x01", .results = {}});
  EXPECT_THAT(xml, HasSubstr("bbcheck a&amp;b&lt;c&gt;&quot;d&quot;?"));
}

}  // namespace
}  // namespace conformance::report
