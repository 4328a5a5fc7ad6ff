#include "emulator/drive/drive_profile.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <numeric>

namespace emulator::drive {
namespace {

using media::ProfileNumber;

std::string file_text(const std::string& name) {
  std::ifstream file(BURNBENCH_SOURCE_DIR "/profiles/drives/" + name + ".json");
  return {std::istreambuf_iterator<char>(file), {}};
}

DriveProfile profile_of(const std::string& name) {
  auto profile = parse_drive_profile(file_text(name), name);
  if (!profile) ADD_FAILURE() << profile.error();
  return *std::move(profile);
}

// The error of generic-bd with one value changed, or taken away with null.
std::string error_with(const std::string& pointer, const nlohmann::json& value) {
  nlohmann::json json = nlohmann::json::parse(file_text("generic-bd"));
  const nlohmann::json::json_pointer place{pointer};
  if (value.is_null()) {
    json.at(place.parent_pointer()).erase(place.back());
  } else {
    json[place] = value;
  }
  const auto profile = parse_drive_profile(json.dump(), "x");
  return profile ? "accepted" : profile.error();
}

TEST(DriveProfile, family_follows_from_the_profile_number) {
  EXPECT_EQ(family_of(ProfileNumber::cd_r), Family::cd);
  EXPECT_EQ(family_of(ProfileNumber::dvd_plus_r), Family::dvd);
  EXPECT_EQ(family_of(ProfileNumber::dvd_ram), Family::dvd);
  EXPECT_EQ(family_of(ProfileNumber::bd_re), Family::bd);
  EXPECT_EQ(rom_profile(Family::cd), ProfileNumber::cd_rom);
  EXPECT_EQ(rom_profile(Family::dvd), ProfileNumber::dvd_rom);
  EXPECT_EQ(rom_profile(Family::bd), ProfileNumber::bd_rom);
}

TEST(DriveProfile, generic_bd_takes_every_medium_of_its_list) {
  const DriveProfile profile = profile_of("generic-bd");
  EXPECT_EQ(profile.name, "generic-bd");
  EXPECT_EQ(profile.identity.product, "BD WRITER");
  EXPECT_EQ(profile.buffer, base::ByteCount{4'194'304});
  for (const ProfileNumber number : {ProfileNumber::cd_r, ProfileNumber::dvd_plus_r, ProfileNumber::bd_r_sequential}) {
    EXPECT_TRUE(profile.reads(number));
    EXPECT_TRUE(profile.writes(number));
  }
  for (const ProfileNumber number : {ProfileNumber::cd_rom, ProfileNumber::dvd_rom, ProfileNumber::bd_rom}) {
    EXPECT_TRUE(profile.reads(number));
    EXPECT_FALSE(profile.writes(number));
  }
}

TEST(DriveProfile, recordable_that_is_not_listed_is_read_where_the_family_is) {
  DriveProfile profile = profile_of("generic-bd");
  ASSERT_EQ(std::erase(profile.profiles, ProfileNumber::cd_rw), 1U);
  EXPECT_TRUE(profile.reads(ProfileNumber::cd_rw));
  EXPECT_FALSE(profile.writes(ProfileNumber::cd_rw));
}

TEST(DriveProfile, cd_and_dvd_writers_cannot_take_what_they_do_not_list) {
  EXPECT_FALSE(profile_of("generic-dvd").reads(ProfileNumber::bd_r_sequential));
  EXPECT_FALSE(profile_of("generic-cd").reads(ProfileNumber::dvd_rom));
  EXPECT_FALSE(profile_of("generic-cd").reads(ProfileNumber::bd_rom));
  EXPECT_TRUE(profile_of("generic-cd").writes(ProfileNumber::cd_r));
}

TEST(DriveProfile, reader_has_nothing_to_write) {
  DriveProfile profile = profile_of("generic-cd");
  profile.profiles = {ProfileNumber::cd_rom};
  EXPECT_FALSE(profile.writes_anything());
  EXPECT_FALSE(profile.writes(Family::cd));
}

TEST(DriveProfile, every_mistake_names_its_key) {
  EXPECT_EQ(error_with("/format", "other"), "x: format must be \"burnbench-drive-profile\"");
  EXPECT_EQ(error_with("/version", 2), "x: version must be a whole number from 1 to 1");
  EXPECT_EQ(error_with("/identity", nullptr), "x: identity is missing");
  EXPECT_EQ(error_with("/identity/vendor", "NINE CHAR"), "x: identity.vendor must have 1 to 8 characters");
  EXPECT_EQ(error_with("/identity/vendor", ""), "x: identity.vendor must have 1 to 8 characters");
  EXPECT_EQ(error_with("/identity/vendor", 7), "x: identity.vendor is not a text");
  EXPECT_EQ(error_with("/identity/product", "TAB\t"), "x: identity.product must be printable ASCII");
  EXPECT_EQ(error_with("/identity/firmware_date", "2026"), "x: identity.firmware_date must be CCYYMMDDhhmmss");
  EXPECT_EQ(error_with("/buffer_kibibytes", 0), "x: buffer_kibibytes must be a whole number from 64 to 65536");
  EXPECT_EQ(error_with("/buffer_kibibytes", 1.5), "x: buffer_kibibytes must be a whole number from 64 to 65536");
  EXPECT_EQ(error_with("/profiles", "0041"), "x: profiles is not a list");
  EXPECT_EQ(error_with("/profiles", nlohmann::json::array()), "x: profiles must name at least one profile");
  EXPECT_EQ(error_with("/profiles/1", "4x"), "x: profiles[1] must be a profile number of four hex digits");
  EXPECT_EQ(error_with("/speeds_kbytes_per_second/bd", nullptr), "x: speeds_kbytes_per_second.bd is missing");
  EXPECT_EQ(error_with("/speeds_kbytes_per_second/bd/read", nlohmann::json::array()),
            "x: speeds_kbytes_per_second.bd.read must name at least one speed");
  EXPECT_EQ(error_with("/speeds_kbytes_per_second/bd/write", nlohmann::json::array()),
            "x: speeds_kbytes_per_second.bd.write must name at least one speed");
  EXPECT_EQ(error_with("/speeds_kbytes_per_second/bd/write/1", 60000),
            "x: speeds_kbytes_per_second.bd.write[1] must be slower than the one before");
  EXPECT_EQ(error_with("/profiles", std::vector<std::string>(64, "0041")),
            "x: profiles names more profiles than its feature has room for");
  std::vector<int> seventeen(17);
  std::iota(seventeen.rbegin(), seventeen.rend(), 1000);
  EXPECT_EQ(error_with("/speeds_kbytes_per_second/bd/write", seventeen),
            "x: speeds_kbytes_per_second.bd.write names more than 16 speeds");
  EXPECT_EQ(error_with("/speeds_kbytes_per_second/bd/write/5", 99),
            "x: speeds_kbytes_per_second.bd.write[5] must be a whole number from 100 to 1000000");
  EXPECT_EQ(error_with("/cd_recording/test_write", 1), "x: cd_recording.test_write is neither true nor false");
  EXPECT_EQ(error_with("/cd_recording/track_at_once/0", 16),
            "x: cd_recording.track_at_once[0] must be a whole number from 0 to 15");
  EXPECT_EQ(error_with("/timing_milliseconds/bd/finalize", -1),
            "x: timing_milliseconds.bd.finalize must be a whole number from 0 to 3600000");
}

TEST(DriveProfile, quirks_are_those_that_the_file_names) {
  EXPECT_EQ(profile_of("generic-bd").quirks, Quirks{});
  nlohmann::json json = nlohmann::json::parse(file_text("generic-bd"));
  json["quirks"] = {{"tells_no_tray_position", true}};
  EXPECT_EQ(parse_drive_profile(json.dump(), "x")->quirks, (Quirks{.tells_no_tray_position = true}));
  json["quirks"] = {{"tells_no_tray_position", false}, {"loading_host_gets_no_attention", true}};
  EXPECT_EQ(parse_drive_profile(json.dump(), "x")->quirks, (Quirks{.loading_host_gets_no_attention = true}));
  EXPECT_EQ(error_with("/quirks", {{"is_slow", true}}), "x: quirks.is_slow is no key of this form");
  EXPECT_EQ(error_with("/quirks", {{"tells_no_tray_position", 1}}),
            "x: quirks.tells_no_tray_position is neither true nor false");
}

TEST(DriveProfile, text_that_is_no_json_object_is_refused) {
  EXPECT_EQ(parse_drive_profile("{", "x").error(), "x: not a JSON object");
  EXPECT_EQ(parse_drive_profile("[]", "x").error(), "x: not a JSON object");
}

TEST(DriveProfile, missing_file_is_named) {
  EXPECT_EQ(load_drive_profile("/nowhere/none.json").error(), "/nowhere/none.json: cannot be opened");
}

}  // namespace
}  // namespace emulator::drive
