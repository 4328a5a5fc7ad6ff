#include "emulator/server/disc_commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "emulator/media/registry.h"
#include "emulator/server/command_line.h"

namespace emulator::server {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

class DiscCommandsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "burnbench-disc-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    ::setenv("BURNBENCH_DATA", BURNBENCH_SOURCE_DIR, 1);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // bbdrive disc WORDS...; what it says is in out_ and error_.
  int run(std::vector<std::string> words) {
    words.insert(words.begin(), {"bbdrive", "disc"});
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = run_command_line(static_cast<int>(arguments.size()), arguments.data());
    std::fflush(stdout);
    out_ = testing::internal::GetCapturedStdout();
    error_ = testing::internal::GetCapturedStderr();
    return code;
  }
  [[nodiscard]] std::vector<json> events() const {
    std::vector<json> events;
    std::istringstream lines{out_};
    for (std::string line; std::getline(lines, line);) events.push_back(json::parse(line));
    return events;
  }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder_}, {}));
  }
  [[nodiscard]] std::string file(std::string_view name = "disc.bbd") const { return (folder_ / name).string(); }
  void expect_one_line() const { EXPECT_EQ(std::ranges::count(error_, '\n'), 1) << error_; }

  std::filesystem::path folder_;
  std::string out_, error_;
};

TEST_F(DiscCommandsTest, new_makes_a_blank_disc_that_info_shows_and_verify_finds_sound) {
  for (const char* medium : {"bd-r", "bd-r-dl", "bd-r-tl", "bd-r-ql", "cd-r", "dvd+r"}) {
    EXPECT_EQ(run({"new", file(medium), "--medium", medium}), 0) << error_;
    EXPECT_EQ(run({"info", file(medium)}), 0) << error_;
    EXPECT_THAT(out_, HasSubstr(std::string{medium} + ", blank"));
    EXPECT_THAT(out_, HasSubstr("session 1   empty"));
    EXPECT_EQ(run({"verify", file(medium)}), 0) << error_;
    EXPECT_THAT(error_, IsEmpty());
  }
}

TEST_F(DiscCommandsTest, a_disc_may_be_smaller_than_usual) {
  EXPECT_EQ(run({"new", file(), "--medium", "bd-r-dl", "--blocks", "1280"}), 0) << error_;
  EXPECT_EQ(run({"info", file()}), 0);
  EXPECT_THAT(out_, HasSubstr("size 1280, free 1280"));
  EXPECT_EQ(run({"verify", file()}), 0) << error_;
  EXPECT_EQ(run({"new", file("odd"), "--medium", "bd-r-dl", "--blocks", "1281"}), 3);
  expect_one_line();
  EXPECT_EQ(run({"new", file("odd"), "--medium", "bd-r-dl", "--blocks", "many"}), 2);
  EXPECT_EQ(run({"new", file("odd"), "--medium", "cd-rom", "--from", file(), "--blocks", "1280"}), 2);
  EXPECT_EQ(files(), 1U);
}

TEST_F(DiscCommandsTest, a_rewritable_disc_is_made_as_sold_or_formatted) {
  EXPECT_EQ(run({"new", file("sold"), "--medium", "bd-re"}), 0) << error_;
  EXPECT_EQ(run({"info", file("sold")}), 0);
  EXPECT_THAT(out_, HasSubstr("bd-re, blank"));
  EXPECT_THAT(out_, HasSubstr("track 1     blank      session 1, start 0, size 12219392, free 12219392"));
  EXPECT_EQ(run({"new", file("formatted"), "--medium", "bd-re", "--formatted"}), 0) << error_;
  EXPECT_THAT(out_, HasSubstr("a formatted bd-re"));
  EXPECT_EQ(run({"info", file("formatted")}), 0);
  EXPECT_THAT(out_, HasSubstr("bd-re, complete"));
  EXPECT_THAT(out_, HasSubstr("last readable block 11826175"));
  EXPECT_EQ(run({"verify", file("formatted")}), 0) << error_;
  EXPECT_EQ(run({"new", file("unformatted"), "--medium", "bd-re", "--unformatted", "--json"}), 0) << error_;
  EXPECT_EQ(run({"info", file("unformatted"), "--json"}), 0);
  EXPECT_EQ(events()[0]["status"], "blank");
  EXPECT_EQ(events()[2]["state"], "blank");
}

TEST_F(DiscCommandsTest, a_dvd_plus_rw_tells_its_background_format) {
  ASSERT_EQ(run({"new", file(), "--medium", "dvd+rw"}), 0) << error_;
  EXPECT_EQ(run({"info", file(), "--json"}), 0);
  EXPECT_EQ(events()[0]["background_format"], "none");
  {
    const auto disc = media::open_medium(file());
    ASSERT_TRUE(disc);
    ASSERT_TRUE((*disc)->format((*disc)->formats().front()));
    (*disc)->format_next(base::BlockCount{1600});
    ASSERT_TRUE((*disc)->flush((*disc)->checkpoint()));
  }
  EXPECT_EQ(run({"info", file(), "--json"}), 0);
  EXPECT_EQ(events()[0]["background_format"], "suspended");
  EXPECT_EQ(run({"info", file()}), 0);
  EXPECT_THAT(out_, HasSubstr("background format suspended, 1600 of 2295104 blocks"));
  EXPECT_EQ(run({"verify", file()}), 0);
}

TEST_F(DiscCommandsTest, a_format_is_for_discs_that_can_have_one) {
  EXPECT_EQ(run({"new", file(), "--medium", "cd-r", "--formatted"}), 3);
  expect_one_line();
  EXPECT_EQ(run({"new", file(), "--medium", "bd-rom", "--from", file("image"), "--formatted"}), 2);
  expect_one_line();
  EXPECT_EQ(run({"new", file(), "--medium", "bd-re", "--formatted", "--unformatted"}), 2);
  EXPECT_EQ(files(), 0U);
}

TEST_F(DiscCommandsTest, json_is_one_event_a_line) {
  EXPECT_EQ(run({"new", file(), "--medium", "bd-r", "--json"}), 0);
  EXPECT_EQ(events().at(0), json({{"event", "created"}, {"file", file()}, {"medium", "bd-r"}}));
  EXPECT_EQ(run({"info", file(), "--json"}), 0);
  ASSERT_EQ(events().size(), 3U);
  EXPECT_EQ(events()[0]["profile"], "0041");
  EXPECT_EQ(events()[0]["capacity"], 12'219'392);
  EXPECT_EQ(events()[1]["state"], "empty");
  EXPECT_EQ(events()[1]["lead_out"], nullptr);
  EXPECT_EQ(events()[2]["state"], "invisible");
  EXPECT_EQ(events()[2]["next_writable"], 0);
  EXPECT_EQ(run({"verify", file(), "--json"}), 0);
  EXPECT_EQ(events().at(0), json({{"event", "verified"}, {"file", file()}, {"sound", true}}));
}

TEST_F(DiscCommandsTest, info_shows_what_was_burned) {
  ASSERT_EQ(run({"new", file(), "--medium", "dvd+r"}), 0);
  {
    const auto disc = media::open_medium(file());
    ASSERT_TRUE(disc);
    const base::ByteBuffer data(192 * 2048);
    ASSERT_TRUE((*disc)->write({.range = {base::Lba{0}, base::BlockCount{192}}, .data = data}, {}));
    const auto epoch = (*disc)->close({.function = 2}, {});
    ASSERT_TRUE(epoch && (*disc)->flush(*epoch));
    EXPECT_EQ(run({"info", file()}), 8) << "a drive writes it";
    expect_one_line();
    EXPECT_EQ(run({"verify", file()}), 8);
    expect_one_line();
  }
  EXPECT_EQ(run({"info", file(), "--json"}), 0);
  ASSERT_EQ(events().size(), 5U);
  EXPECT_EQ(events()[0]["status"], "appendable");
  EXPECT_EQ(events()[0]["last_readable"], 191);
  EXPECT_EQ(events()[1]["lead_out"], 192);
  EXPECT_EQ(events()[3]["size"], 192);
  EXPECT_EQ(events()[4]["next_writable"], 2240);
}

TEST_F(DiscCommandsTest, new_never_overwrites) {
  std::ofstream{file()} << "mine";
  EXPECT_EQ(run({"new", file(), "--medium", "bd-r"}), 7);
  expect_one_line();
  EXPECT_THAT(error_, HasSubstr("exists already"));
  EXPECT_EQ(std::filesystem::file_size(file()), 4U);
}

TEST_F(DiscCommandsTest, unknown_medium_lists_the_names) {
  EXPECT_EQ(run({"new", file(), "--medium", "wax"}), 3);
  expect_one_line();
  EXPECT_THAT(error_, HasSubstr("wax"));
  for (const char* medium : {"bd-r, bd-r-dl, bd-r-ql, bd-r-tl, bd-re", "cd-r", "dvd+r"}) {
    EXPECT_THAT(error_, HasSubstr(medium));
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(DiscCommandsTest, a_missing_folder_cannot_be_written) {
  EXPECT_EQ(run({"new", file("none/disc.bbd"), "--medium", "bd-r"}), 7);
  expect_one_line();
}

TEST_F(DiscCommandsTest, a_rom_needs_its_image_and_a_blank_disc_takes_none) {
  EXPECT_EQ(run({"new", file(), "--medium", "cd-rom"}), 2);
  EXPECT_THAT(error_, HasSubstr("--from"));
  EXPECT_EQ(run({"new", file(), "--medium", "cd-r", "--from", file("x.iso")}), 2);
  EXPECT_EQ(run({"new", file(), "--medium", "cd-rom", "--from", file("x.iso")}), 3);
  std::ofstream{file("x.iso")} << std::string(40'000, 'x');
  EXPECT_EQ(run({"new", file(), "--medium", "cd-rom", "--from", file("x.iso")}), 0) << error_;
  EXPECT_EQ(run({"info", file()}), 0);
  EXPECT_THAT(out_, HasSubstr("cd-rom, complete"));
}

TEST_F(DiscCommandsTest, bad_files_by_kind) {
  std::ofstream{file("note")} << "buy discs";
  for (const char* command : {"info", "verify"}) {
    EXPECT_EQ(run({command, file("none")}), 3);
    expect_one_line();
    EXPECT_EQ(run({command, file("note")}), 3);
    expect_one_line();
  }
}

TEST_F(DiscCommandsTest, what_is_no_file_is_refused_at_once) {
  ASSERT_EQ(::mkfifo(file("pipe").c_str(), 0600), 0);
  for (const char* command : {"info", "verify"}) {
    for (const std::string& name : {file("pipe"), folder_.string(), std::string("/dev/zero")}) {
      EXPECT_EQ(run({command, name}), 3) << name;
      EXPECT_THAT(error_, HasSubstr("name a disc file"));
      expect_one_line();
    }
  }
}

TEST_F(DiscCommandsTest, a_name_with_an_end_of_line_is_told_in_one_line) {
  EXPECT_EQ(run({"info", file("two\nlines")}), 3);
  EXPECT_THAT(error_, HasSubstr("two?lines"));
  expect_one_line();
}

TEST_F(DiscCommandsTest, a_name_that_is_no_utf_8_is_json_all_the_same) {
  EXPECT_EQ(run({"new", file("\xFF.bbd"), "--medium", "cd-r", "--json"}), 0) << error_;
  EXPECT_EQ(events().at(0)["file"], file("\xEF\xBF\xBD.bbd"));
  EXPECT_EQ(run({"info", file("\xFF.bbd"), "--json"}), 0) << error_;
  EXPECT_EQ(run({"verify", file("\xFF.bbd"), "--json"}), 0) << error_;
}

TEST_F(DiscCommandsTest, a_rom_is_not_made_of_a_disc_file) {
  ASSERT_EQ(run({"new", file(), "--medium", "bd-r"}), 0);
  EXPECT_EQ(run({"new", file("rom.bbd"), "--medium", "bd-rom", "--from", file()}), 3);
  EXPECT_THAT(error_, HasSubstr("name an image"));
  EXPECT_EQ(files(), 1U);
}

TEST_F(DiscCommandsTest, the_holes_of_an_image_stay_holes) {
  std::ofstream{file("x.iso")} << std::string(40'000, 'x');
  std::filesystem::resize_file(file("x.iso"), std::uintmax_t{64} << 20);
  EXPECT_EQ(run({"new", file(), "--medium", "cd-rom", "--from", file("x.iso")}), 0) << error_;
  struct stat status{};
  ASSERT_EQ(::stat(file().c_str(), &status), 0);
  EXPECT_LT(status.st_blocks * 512, std::int64_t{4} << 20);
  EXPECT_EQ(run({"verify", file()}), 0) << error_;
}

TEST_F(DiscCommandsTest, a_damaged_disc_is_judged_and_named) {
  ASSERT_EQ(run({"new", file(), "--medium", "cd-r"}), 0);
  std::filesystem::resize_file(file(), std::filesystem::file_size(file()) - 1);
  EXPECT_EQ(run({"verify", file(), "--json"}), 1);
  expect_one_line();
  EXPECT_THAT(error_, HasSubstr("\"geometry\""));
  EXPECT_EQ(events().at(0)["sound"], false);
  EXPECT_EQ(events().at(0)["invariant"], "geometry");
  EXPECT_EQ(run({"info", file()}), 3);
  EXPECT_THAT(error_, HasSubstr("damaged"));
  expect_one_line();
}

TEST_F(DiscCommandsTest, without_a_superblock_there_is_nothing_to_judge) {
  ASSERT_EQ(run({"new", file(), "--medium", "bd-r"}), 0);
  std::fstream out{file(), std::ios::in | std::ios::out | std::ios::binary};
  for (const std::int64_t offset : {16, 4096 + 16}) {
    out.seekp(offset);
    out << std::string(32, '\xFF');
  }
  out.close();
  EXPECT_EQ(run({"verify", file()}), 3);
  EXPECT_THAT(error_, HasSubstr("superblock"));
  EXPECT_EQ(run({"info", file()}), 3);
}

TEST_F(DiscCommandsTest, wrong_usage_is_usage) {
  EXPECT_EQ(run({}), 2);
  EXPECT_EQ(run({"new", file()}), 2);
  EXPECT_EQ(run({"info"}), 2);
  EXPECT_EQ(run({"burn", file()}), 2);
  EXPECT_THAT(error_, HasSubstr("no sub-command burn; see bbdrive disc --help"));
  EXPECT_EQ(run({"new", "--help"}), 0);
}

}  // namespace
}  // namespace emulator::server
