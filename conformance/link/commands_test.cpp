#include "conformance/link/commands.h"

#include <gtest/gtest.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/base/hex.h"

namespace conformance::link {
namespace {

using base::literals::operator""_hex;
using nlohmann::json;

json fixture(const std::string& name) { return json::parse(std::ifstream(BURNBENCH_SOURCE_DIR "/fixtures/" + name)); }

TEST(Commands, names_are_those_of_the_registry) {
  std::map<unsigned, std::string> registry;
  const json document = fixture("registry/operation_codes.json");
  for (const json& entry : document["entries"]) {
    registry[std::stoul(entry["code"].get<std::string>(), nullptr, 16)] = entry["name"];
  }
  std::map<unsigned, std::string> ours;
  for (const KnownCommand& command : known_commands()) ours[command.operation_code] = command.name;
  EXPECT_EQ(ours, registry);
}

TEST(Commands, every_cdb_layout_has_its_sheet) {
  std::set<std::string> sheets;
  for (const auto& entry : std::filesystem::directory_iterator(BURNBENCH_SOURCE_DIR "/fixtures/layouts")) {
    const json sheet = fixture("layouts/" + entry.path().filename().string());
    for (const auto& [name, layout] : sheet["layouts"].items()) sheets.insert(name);
  }
  for (const KnownCommand& command : known_commands()) {
    if (command.cdb_layout.empty()) continue;
    EXPECT_TRUE(sheets.contains(std::string(command.cdb_layout))) << command.name;
  }
}

TEST(Commands, text_has_name_and_bytes) {
  EXPECT_EQ(command_text("43 02 00 00 00 00 AA 01 2C 00"_hex), "READ TOC/PMA/ATIP (43 02 00 00 00 00 AA 01 2C 00)");
  EXPECT_EQ(command_text("EE 00 00 00 00 00"_hex), "command (EE 00 00 00 00 00)");
  EXPECT_EQ(find_command({}), nullptr);
}

TEST(Commands, group_code_gives_the_length) {
  EXPECT_EQ(cdb_length(0x12), 6U);
  EXPECT_EQ(cdb_length(0x28), 10U);
  EXPECT_EQ(cdb_length(0x5A), 10U);
  EXPECT_EQ(cdb_length(0x9E), 16U);
  EXPECT_EQ(cdb_length(0xA8), 12U);
  EXPECT_EQ(cdb_length(0xBE), 12U);
  EXPECT_EQ(cdb_length(0xD8), 16U);
}

TEST(Commands, three_commands_are_noise) {
  EXPECT_TRUE(is_noise("00 00 00 00 00 00"_hex));
  EXPECT_TRUE(is_noise("03 00 00 00 12 00"_hex));
  EXPECT_TRUE(is_noise("4A 01 00 00 10 00 00 00 08 00"_hex));
  EXPECT_FALSE(is_noise("12 00 00 00 24 00"_hex));
  EXPECT_FALSE(is_noise({}));
}

}  // namespace
}  // namespace conformance::link
