#include "driver/mmc/numbers.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

namespace driver::mmc {
namespace {

nlohmann::json entries_of(const std::string& registry) {
  std::ifstream file{std::string{BURNBENCH_SOURCE_DIR} + "/fixtures/registry/" + registry + ".json"};
  EXPECT_TRUE(file.is_open()) << registry;
  return nlohmann::json::parse(file).at("entries");
}

std::uint32_t number_of(const nlohmann::json& entry, const char* key) {
  return static_cast<std::uint32_t>(std::stoul(entry.at(key).get<std::string>(), nullptr, 16));
}

template <typename List>
void expect_registered(const List& list, const std::string& registry) {
  std::multimap<std::string, std::uint32_t> codes;
  for (const auto& entry : entries_of(registry)) {
    codes.emplace(entry.at("identifier").get<std::string>(), number_of(entry, "code"));
  }
  for (const Number& number : list) {
    const auto found = codes.find(std::string{number.identifier});
    ASSERT_NE(found, codes.end()) << registry << " has no " << number.identifier;
    EXPECT_EQ(found->second, number.code) << number.identifier;
  }
}

TEST(Numbers, are_those_of_the_registries) {
  expect_registered(status::registry, "scsi_status");
  expect_registered(operation_code::registry, "operation_codes");
  expect_registered(profile_number::registry, "profiles");
  expect_registered(feature_code::registry, "features");
  expect_registered(mode_page::registry, "mode_pages");
}

TEST(Numbers, sense_keys_have_their_names) {
  for (const auto& entry : entries_of("sense_keys")) {
    const auto key = static_cast<SenseKey>(number_of(entry, "code"));
    EXPECT_EQ(sense_key_name(key), entry.at("name").get<std::string>());
  }
}

TEST(Numbers, additional_sense_names_are_the_standards) {
  int known = 0;
  for (const auto& entry : entries_of("additional_sense_codes")) {
    const auto name = additional_sense_name(static_cast<std::uint8_t>(number_of(entry, "code")),
                                            static_cast<std::uint8_t>(number_of(entry, "qualifier")));
    if (name.empty()) continue;
    ++known;
    EXPECT_EQ(name, entry.at("name").get<std::string>());
  }
  EXPECT_GT(known, 90);
}

TEST(Numbers, unknown_operation_is_named_by_its_code) {
  EXPECT_EQ(operation_name(0x51), "READ DISC INFORMATION");
  EXPECT_EQ(operation_name(0xD8), "command D8h");
}

}  // namespace
}  // namespace driver::mmc
