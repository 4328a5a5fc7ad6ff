#include "conformance/cases/listed_cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/run.h"
#include "conformance/link/scripted_target.h"

namespace conformance::cases {
namespace {

using link::check_condition;
using link::good;
using testing::HasSubstr;

constexpr std::string_view text = R"({ "cases": [ {
  "id": "TOC-02", "name": "mmc.read_toc.x", "title": "t", "standard": "MMC-6", "clause": "c", "level": "optional",
  "needs": [ "medium:any" ], "destroys": true, "provenance": "standard",
  "seen": [ { "drive": "A B 1", "verdict": "pass" } ],
  "allowed": [ { "status": "02", "sense": "5/24/00" } ],
  "steps": [ { "cdb": "43 00 00 00 00 00 AA 00 0C 00", "in": 12, "at_least": 4, "allowed": [ { "status": "00" } ],
               "bytes": [ { "byte": 3, "mask": "0F", "equals": "01" } ] },
             { "cdb": "2A 00 00 00 00 00 00 00 00 00", "out": "01 02" } ] } ] })";

std::string replaced(std::string_view from, std::string_view to) {
  std::string changed(text);
  const std::size_t at = changed.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return changed.replace(at, from.size(), to);
}

std::string error_of(std::string_view changed) {
  const auto cases = parse_listed_cases(changed);
  return cases ? "accepted" : cases.error();
}

TEST(ListedCases, all_of_a_case_is_read) {
  const auto cases = parse_listed_cases(text);
  ASSERT_TRUE(cases) << cases.error();
  ASSERT_EQ(cases->size(), 1U);
  const CaseHeader& header = cases->front().header;
  EXPECT_EQ(header.id, "TOC-02");
  EXPECT_EQ(header.level, Level::optional);
  EXPECT_EQ(header.needs, std::vector<std::string>{"medium:any"});
  EXPECT_TRUE(header.destroys);
  EXPECT_EQ(header.seen.at(0).drive, "A B 1");
  const auto& steps = std::get<ListedCase>(cases->front().run);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].allowed, (std::vector<Allowed>{{0x00}}));
  EXPECT_EQ(steps[0].at_least, 4U);
  EXPECT_EQ(steps[0].bytes.at(0).mask, 0x0F);
  EXPECT_EQ(steps[1].allowed, header.allowed) << "the header's where a step has none";
  EXPECT_EQ(steps[1].data_out, (base::ByteBuffer{1, 2}));
}

TEST(ListedCases, malformed_case_is_named) {
  EXPECT_THAT(error_of("{"), HasSubstr("the file: "));
  EXPECT_THAT(error_of("{}"), HasSubstr("cases"));
  EXPECT_THAT(error_of(replaced("\"title\": \"t\", ", "")), HasSubstr("TOC-02: "));
  EXPECT_THAT(error_of(replaced("\"optional\"", "\"sometimes\"")), HasSubstr("none of required"));
  EXPECT_THAT(error_of(replaced("5/24/00", "5/24")), HasSubstr("no sense"));
  EXPECT_THAT(error_of(replaced("\"status\": \"02\"", "\"status\": \"0200\"")), HasSubstr("not one byte"));
  EXPECT_THAT(error_of(replaced("43 00 00", "43 00 0")), HasSubstr("TOC-02: 43"));
  EXPECT_THAT(error_of(replaced("\"id\": \"TOC-02\"", "\"id\": \"TOC02\"")), HasSubstr("id"));
  EXPECT_THAT(error_of(replaced(R"("allowed": [ { "status": "02", "sense": "5/24/00" } ],)", "")),
              HasSubstr("no allowed outcome"));
}

class ListedRun : public testing::Test {
 protected:
  Outcome run(link::Answer first, link::Answer second) {
    const Case one = parse_listed_cases(text).value().front();
    link::ScriptedTarget target({{{"00 00 00 00 00 00", good()},
                                  {"43 00 00 00 00 00 AA 00 0C 00", std::move(first)},
                                  {"2A 00 00 00 00 00 00 00 00 00", std::move(second)}}});
    Situation situation;
    situation.identity.situation.profile = 0x41;
    return run_case(one, target, situation, {.allow_destructive = true, .patience = link::no_waiting}).outcome;
  }
  std::string failure(link::Answer first, link::Answer second) {
    const Outcome outcome = run(std::move(first), std::move(second));
    const auto* failed = std::get_if<Failed>(&outcome);
    return failed != nullptr ? failed->text() : "no failure";
  }
};

TEST_F(ListedRun, permitted_outcomes_pass) {
  EXPECT_TRUE(std::holds_alternative<Passed>(run(good("00 0A 01 F1"), check_condition(5, 0x24, 0))));
}

TEST_F(ListedRun, other_status_length_and_byte_fail) {
  EXPECT_THAT(failure(check_condition(5, 0x24, 0), good()), HasSubstr("READ TOC/PMA/ATIP"));
  EXPECT_THAT(failure(good("00 0A 01"), good()), HasSubstr("data-in: expected at least 4 bytes, got 3 bytes"));
  EXPECT_THAT(failure(good("00 0A 01 02"), good()), HasSubstr("byte 3: expected 01h, got 02h"));
  EXPECT_THAT(
      failure(good("00 0A 01 01"), good()),
      HasSubstr("WRITE(10) (2A 00 00 00 00 00 00 00 00 00): status: expected CHECK CONDITION 5/24/00, got GOOD"));
}

}  // namespace
}  // namespace conformance::cases
