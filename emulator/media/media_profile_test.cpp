#include "emulator/media/media_profile.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace emulator::media {
namespace {

// The complaint about a profile with that list of write speeds.
std::string complaint_about(const std::string& speeds) {
  const auto profile = parse_media_profile(
      fmt::format(R"({{"format": "burnbench-media-profile", "version": 1, "name": "bd-r", "profile": "0041",
                       "capacity_blocks": 12219392, "write_speeds_kbytes_per_second": {}}})",
                  speeds));
  return profile ? "none" : profile.error();
}

TEST(MediaProfile, write_speeds_are_what_commands_can_say) {
  EXPECT_EQ(complaint_about("[17984, 100]"), "none");
  EXPECT_EQ(complaint_about("[4294967295]"), "none");
  for (const char* const list : {"[0]", "[99]", "[8992, -1]", "[8992.5]", "[4294967296]", "[\"8992\"]"}) {
    EXPECT_EQ(complaint_about(list), "\"write_speeds_kbytes_per_second\" holds something else than speeds") << list;
  }
  EXPECT_EQ(complaint_about(fmt::format("[{}]", fmt::join(std::vector<int>(17, 8992), ", "))),
            "\"write_speeds_kbytes_per_second\" has more than 16 entries");
}

std::string complaint_about_units(std::size_t bytes) {
  std::string hex = "44";
  for (std::size_t i = 1; i < bytes; ++i) hex += " 00";
  const auto profile = parse_media_profile(
      fmt::format(R"({{"format": "burnbench-media-profile", "version": 1, "name": "bd-r", "profile": "0041",
                       "capacity_blocks": 12219392, "write_speeds_kbytes_per_second": [8992],
                       "disc_information": "{}"}})",
                  hex));
  return profile ? "none" : profile.error();
}

// MMC-6, READ DISC STRUCTURE, BD Disc Information: as many units as 4096 bytes hold.
TEST(MediaProfile, disc_information_is_made_of_whole_units) {
  for (const std::size_t units : {1U, 2U, 4U, 36U}) EXPECT_EQ(complaint_about_units(units * 112), "none") << units;
  for (const std::size_t bytes : {1U, 111U, 113U, 37U * 112U}) {
    EXPECT_EQ(complaint_about_units(bytes), "\"disc_information\" is not 1 to 36 times 112 bytes in hex") << bytes;
  }
}

}  // namespace
}  // namespace emulator::media
