#include "conformance/cases/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "conformance/cases/needs.h"

namespace conformance::cases {
namespace {

const std::vector<Case>& repository_cases() {
  static const std::vector<Case> cases = all_cases(BURNBENCH_SOURCE_DIR "/conformance/cases").value();
  return cases;
}

TEST(Registry, the_first_two_dozen_are_there) { EXPECT_GE(repository_cases().size(), 24U); }

TEST(Registry, ids_and_names_are_unique) {
  std::set<std::string> ids;
  std::set<std::string> names;
  std::set<std::string> titles;
  for (const Case& one : repository_cases()) {
    EXPECT_TRUE(ids.insert(one.header.id).second) << one.header.id;
    EXPECT_TRUE(names.insert(one.header.name).second) << one.header.name;
    EXPECT_TRUE(titles.insert(one.header.name + one.header.title).second) << one.header.title;
  }
}

TEST(Registry, every_header_is_complete) {
  for (const Case& one : repository_cases()) EXPECT_EQ(complaint_about(one.header), "") << one.header.id;
}

TEST(Registry, every_need_is_known) {
  for (const Case& one : repository_cases()) {
    const auto outcome = unmet(one.header.needs, Situation{});
    const auto* broken = outcome ? std::get_if<Broken>(&*outcome) : nullptr;
    EXPECT_EQ(broken, nullptr) << one.header.id << ": " << broken->reason;
  }
}

TEST(Registry, case_that_destroys_names_its_media) {
  for (const Case& one : repository_cases()) {
    if (!one.header.destroys) continue;
    EXPECT_THAT(one.header.needs, testing::Contains(testing::StartsWith("medium:"))) << one.header.id;
  }
}

TEST(Registry, cases_come_in_the_order_of_their_ids) {
  const auto& cases = repository_cases();
  for (std::size_t i = 1; i < cases.size(); ++i) EXPECT_LT(cases[i - 1].header.id, cases[i].header.id);
}

TEST(Registry, folder_without_lists_is_an_error) { EXPECT_FALSE(all_cases("/no/such/folder")); }

TEST(Pattern, star_and_question_mark_match) {
  EXPECT_TRUE(matches_pattern("INQ-01", "INQ-01"));
  EXPECT_TRUE(matches_pattern("INQ-*", "INQ-01"));
  EXPECT_TRUE(matches_pattern("*", "INQ-01"));
  EXPECT_TRUE(matches_pattern("*-0?", "INQ-01"));
  EXPECT_TRUE(matches_pattern("I*-*1", "INQ-01"));
  EXPECT_FALSE(matches_pattern("INQ", "INQ-01"));
  EXPECT_FALSE(matches_pattern("INQ-01?", "INQ-01"));
  EXPECT_FALSE(matches_pattern("TOC-*", "INQ-01"));
  EXPECT_FALSE(matches_pattern("", "INQ-01"));
}

TEST(Header, what_is_missing_is_named) {
  const CaseHeader whole{.id = "TOC-02", .name = "mmc.read_toc.x", .title = "t", .standard = "MMC-6", .clause = "c"};
  EXPECT_EQ(complaint_about(whole), "");
  const auto with = [&](auto member, std::string value) {
    CaseHeader changed = whole;
    changed.*member = std::move(value);
    return complaint_about(changed);
  };
  for (const auto* id : {"TO-02", "TOC02", "toc-02", "TOC-", "TOC-2", "TOC-00001"}) {
    EXPECT_THAT(with(&CaseHeader::id, id), testing::HasSubstr("id")) << id;
  }
  EXPECT_EQ(with(&CaseHeader::id, "PRO-001B"), "");
  EXPECT_THAT(with(&CaseHeader::name, "read_toc"), testing::HasSubstr("area.command.claim"));
  EXPECT_THAT(with(&CaseHeader::name, "mmc.Read.x"), testing::HasSubstr("area.command.claim"));
  EXPECT_THAT(with(&CaseHeader::title, ""), testing::HasSubstr("title"));
  EXPECT_THAT(with(&CaseHeader::title, "it should work"), testing::HasSubstr("should"));
  EXPECT_THAT(with(&CaseHeader::clause, ""), testing::HasSubstr("clause"));
  EXPECT_THAT(with(&CaseHeader::provenance, ""), testing::HasSubstr("provenance"));
}

TEST(Allowed, every_permitted_outcome_is_looked_at) {
  const std::vector<Allowed> allowed{{0x00}, {0x02, link::SenseCode{5, 0x24, 0}}};
  const base::ByteBuffer sense{0x70, 0, 5, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x24, 0};
  EXPECT_TRUE(is_allowed(allowed, 0x00, {}));
  EXPECT_TRUE(is_allowed(allowed, 0x02, sense));
  EXPECT_FALSE(is_allowed(allowed, 0x02, {}));
  EXPECT_FALSE(is_allowed(allowed, 0x08, {}));
  EXPECT_EQ(text_of(allowed), "GOOD or CHECK CONDITION 5/24/00");
}

}  // namespace
}  // namespace conformance::cases
