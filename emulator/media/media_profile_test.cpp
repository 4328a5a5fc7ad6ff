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

}  // namespace
}  // namespace emulator::media
