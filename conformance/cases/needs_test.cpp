#include "conformance/cases/needs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "conformance/cases/run.h"
#include "conformance/link/scripted_target.h"
#include "emulator/base/hex.h"

namespace conformance::cases {
namespace {

using testing::HasSubstr;
using trace::DiscState;

Situation blank_bd_r() {
  Situation situation;
  situation.identity.situation = {0x0041, "bd-r", DiscState::blank};
  situation.features[0x0107] = {.is_current = true, .version = 0, .data = {}};
  situation.features[0x0003] = {.is_current = false, .version = 0, .data = {}};
  situation.profiles = {{0x0041, true}, {0x0009, false}};
  return situation;
}

// "" when the need holds, else the kind of outcome and its reason.
std::string judged(const std::vector<std::string>& needs, const Situation& situation = blank_bd_r()) {
  const auto outcome = unmet(needs, situation);
  if (!outcome) return "";
  if (const auto* skipped = std::get_if<Skipped>(&*outcome)) return "skip: " + skipped->reason;
  if (const auto* other = std::get_if<NotApplicable>(&*outcome)) return "n/a: " + other->reason;
  return "broken: " + std::get<Broken>(*outcome).reason;
}

TEST(Needs, medium_words_are_states_and_names) {
  EXPECT_EQ(judged({"medium:any"}), "");
  EXPECT_EQ(judged({"medium:blank"}), "");
  EXPECT_EQ(judged({"medium:appendable|blank"}), "");
  EXPECT_EQ(judged({"medium:bd-r"}), "");
  EXPECT_THAT(judged({"medium:none"}), HasSubstr("skip: needs a disc that is none; it is bd-r, blank"));
  EXPECT_THAT(judged({"medium:readable"}), HasSubstr("skip"));
  EXPECT_THAT(judged({"medium:complete"}), HasSubstr("skip"));
}

TEST(Needs, medium_the_drive_never_takes_is_not_applicable) {
  EXPECT_THAT(judged({"medium:cd-r"}), HasSubstr("skip"));
  EXPECT_THAT(judged({"medium:dvd-ram"}), HasSubstr("n/a: the drive takes no dvd-ram"));
}

TEST(Needs, readable_disc_has_a_complete_session) {
  Situation situation = blank_bd_r();
  situation.complete_sessions = 1;
  EXPECT_EQ(judged({"medium:readable"}, situation), "");
}

TEST(Needs, empty_drive_is_none) {
  Situation situation;
  EXPECT_EQ(judged({"medium:none"}, situation), "");
  EXPECT_THAT(judged({"medium:any"}, situation), HasSubstr("skip"));
}

TEST(Needs, features_are_reported_or_current) {
  EXPECT_EQ(judged({"feature:removable_medium", "current:real_time_streaming"}), "");
  EXPECT_THAT(judged({"current:removable_medium"}), HasSubstr("skip: feature removable_medium is not current"));
  EXPECT_THAT(judged({"feature:cd_mastering"}), HasSubstr("n/a: the drive has no feature cd_mastering"));
  EXPECT_THAT(judged({"feature:teleport"}), HasSubstr("broken: the need feature teleport is unknown"));
}

TEST(Needs, link_and_nexuses_are_the_targets) {
  Situation situation = blank_bd_r();
  situation.link_kind = link::LinkKind::iscsi;
  situation.has_many_nexuses = true;
  EXPECT_EQ(judged({"link:iscsi", "nexuses:2"}, situation), "");
  situation.link_kind = link::LinkKind::linux_sg;
  situation.has_many_nexuses = false;
  EXPECT_THAT(judged({"link:iscsi"}, situation), HasSubstr("n/a: the link is linux_sg"));
  EXPECT_THAT(judged({"nexuses:2"}, situation), HasSubstr("n/a"));
}

TEST(Needs, unknown_need_is_broken_and_the_permanent_reason_ranks_first) {
  EXPECT_THAT(judged({"weather:fine"}), HasSubstr("broken"));
  EXPECT_THAT(judged({"medium:complete", "feature:cd_mastering"}), HasSubstr("n/a"));
}

TEST(Needs, feature_names_are_those_of_the_registry) {
  const auto document = nlohmann::json::parse(std::ifstream(BURNBENCH_SOURCE_DIR "/fixtures/registry/features.json"));
  std::map<std::string, unsigned long> registry;
  for (const auto& entry : document["entries"]) {
    registry[entry["identifier"]] = std::stoul(entry["code"].get<std::string>(), nullptr, 16);
  }
  for (const auto& [name, code] : known_features()) EXPECT_EQ(registry[std::string(name)], code) << name;
}

TEST(RunCase, consent_is_asked_for_what_destroys) {
  const Case one{{.id = "WRT-01", .needs = {"medium:blank"}, .destroys = true}, [](Judge&) {}};
  link::ScriptedTarget target({});
  EXPECT_TRUE(std::holds_alternative<Skipped>(run_case(one, target, blank_bd_r(), {}).outcome));
  EXPECT_TRUE(std::holds_alternative<Passed>(run_case(one, target, blank_bd_r(), {.allow_destructive = true}).outcome));
}

TEST(Situation, features_and_profiles_are_read) {
  Situation situation;
  read_features(base::parse_hex("00 00 00 1C 00 00 00 41 00 00 03 08 00 41 01 00 00 09 00 00 "
                                "00 10 00 08 00 00 08 00 00 20 00 00 01 08")
                    .value(),
                situation);
  EXPECT_TRUE(situation.has_current(0x0000));
  EXPECT_TRUE(situation.has_feature(0x0010));
  EXPECT_FALSE(situation.has_current(0x0010));
  EXPECT_EQ(situation.features.at(0x0010).data.size(), 8U);
  EXPECT_TRUE(situation.has_profile(0x0009));
  ASSERT_EQ(situation.profiles.size(), 2U);
  EXPECT_TRUE(situation.profiles[0].is_current);
  EXPECT_FALSE(situation.profiles[1].is_current);
  EXPECT_FALSE(situation.has_feature(0x0108)) << "a descriptor that is cut off";
}

TEST(Situation, sessions_before_the_last_are_complete) {
  const auto count = [](std::string_view hex) { return complete_sessions_in(base::parse_hex(hex).value()); };
  EXPECT_EQ(count("00 20 00 01 01"), 0) << "blank";
  EXPECT_EQ(count("00 20 01 01 03"), 2) << "the last is empty";
  EXPECT_EQ(count("00 20 05 01 03"), 2) << "the last is incomplete";
  EXPECT_EQ(count("00 20 0E 01 03"), 3) << "complete";
  EXPECT_EQ(count("00 20 01 00 00"), 0) << "no session at all, as HL-DT-ST GH22LS40 says of a damaged disc";
  EXPECT_EQ(count("00"), 0);
}

}  // namespace
}  // namespace conformance::cases
