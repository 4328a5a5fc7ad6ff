#include "driver/cli/command_line.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace driver::cli {
namespace {

namespace fs = std::filesystem;

struct Ran {
  int code{};
  std::string out;
  std::string error;
};

Ran run(std::vector<std::string> words) {
  words.insert(words.begin(), "bbburn");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int code = run_command_line(static_cast<int>(arguments.size()), arguments.data());
  return {code, testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
}

// Exactly this code, and one line for people that ends with `remedy`.
void expect_failure(const Ran& ran, int code, const std::string& remedy) {
  EXPECT_EQ(ran.code, code) << ran.error;
  EXPECT_TRUE(ran.error.starts_with("bbburn: ")) << ran.error;
  EXPECT_TRUE(ran.error.ends_with(remedy + "\n")) << ran.error;
  EXPECT_EQ(std::count(ran.error.begin(), ran.error.end(), '\n'), 1) << ran.error;
}

// The program's files are the subject: a folder for every test.
class CommandLine : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/command_line_test_XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    folder_ = name;
    fs::create_directories(folder_ / "tree");
    std::ofstream{folder_ / "tree" / "hello.txt"} << "hello";
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  fs::path folder_;
};

constexpr const char* nowhere = "iscsi://127.0.0.1:9/iqn.2026-11.test:drive/0";

TEST_F(CommandLine, help_and_version_are_no_errors) {
  EXPECT_EQ(run({"--help"}).code, 0);
  EXPECT_EQ(run({"--version"}).out, "bbburn " BURNBENCH_VERSION "\n");
  for (const char* command : {"info", "media", "image", "write", "append", "read", "verify"}) {
    const Ran ran = run({command, "--help"});
    EXPECT_EQ(ran.code, 0) << command;
    EXPECT_FALSE(ran.out.empty()) << command;
  }
}

TEST_F(CommandLine, usage_errors_are_2_and_point_at_the_help) {
  expect_failure(run({}), 2, "see bbburn --help");
  expect_failure(run({"burn"}), 2, "there is no sub-command burn; see bbburn --help");
  expect_failure(run({"write", nowhere}), 2, "see bbburn write --help");
  expect_failure(run({"write", nowhere, path("tree"), "--track-at-once", "--session-at-once"}), 2,
                 "see bbburn write --help");
  expect_failure(run({"read", nowhere, "-o", path("f"), "--session", "1", "--track", "1"}), 2,
                 "see bbburn read --help");
  expect_failure(run({"image", path("tree"), "-o", path("f"), "--start", "-1"}), 2, "see bbburn image --help");
}

TEST_F(CommandLine, drive_that_is_no_address_is_2) {
  expect_failure(run({"info", "sr0"}), 2, "or the path of a device");
  expect_failure(run({"info", "iscsi://host"}), 2, "or the path of a device");
}

TEST_F(CommandLine, drive_that_does_not_answer_is_4_for_every_command) {
  std::ofstream{folder_ / "image.iso"} << "x";
  const std::vector<std::vector<std::string>> commands{{"info", nowhere},
                                                       {"media", nowhere},
                                                       {"write", nowhere, path("tree")},
                                                       {"append", nowhere, path("tree")},
                                                       {"read", nowhere, "-o", path("out")},
                                                       {"verify", nowhere, path("image.iso")}};
  for (const auto& words : commands) expect_failure(run(words), 4, "or correct the address");
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(CommandLine, error_is_an_event_too) {
  const Ran ran = run({"info", nowhere, "--json"});
  EXPECT_EQ(ran.code, 4);
  EXPECT_TRUE(ran.out.starts_with("{\"event\":\"error\",\"code\":4,\"text\":\"iscsi://127.0.0.1:9/")) << ran.out;
}

TEST_F(CommandLine, image_is_made_and_counted) {
  const Ran ran = run({"image", path("tree"), "-o", path("out.iso"), "--name-map", path("names")});
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_TRUE(ran.out.starts_with("image: 1 files, 0 folders, ")) << ran.out;
  EXPECT_EQ(fs::file_size(folder_ / "out.iso") % 2048, 0U);
  EXPECT_TRUE(fs::exists(folder_ / "names"));
}

TEST_F(CommandLine, image_for_another_address_is_another_image) {
  EXPECT_EQ(run({"image", path("tree"), "-o", path("a")}).code, 0);
  EXPECT_EQ(run({"image", path("tree"), "-o", path("b"), "--start", "1024"}).code, 0);
  const auto bytes = [](const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{in}, {}};
  };
  EXPECT_EQ(fs::file_size(folder_ / "a"), fs::file_size(folder_ / "b"));
  EXPECT_NE(bytes(folder_ / "a"), bytes(folder_ / "b"));
}

TEST_F(CommandLine, missing_folder_is_3_and_leaves_nothing) {
  expect_failure(run({"image", path("none"), "-o", path("out.iso")}), 3, "name a folder");
  EXPECT_FALSE(fs::exists(folder_ / "out.iso"));
}

TEST_F(CommandLine, what_cannot_be_in_the_image_is_named_and_with_strict_an_error) {
  fs::create_symlink("nowhere", folder_ / "tree" / "dangling");
  const Ran ran = run({"image", path("tree"), "-o", path("out.iso"), "--json"});
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_NE(ran.out.find("{\"event\":\"left_out\",\"path\":\"dangling\""), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("\"left_out\":1"), std::string::npos) << ran.out;
  fs::remove(folder_ / "out.iso");
  expect_failure(run({"image", path("tree"), "-o", path("out.iso"), "--strict"}), 3, "or leave --strict out");
  EXPECT_FALSE(fs::exists(folder_ / "out.iso"));
}

TEST_F(CommandLine, output_that_cannot_be_written_is_7) {
  expect_failure(run({"image", path("tree"), "-o", path("none/out.iso")}), 7, "that you may write to");
  expect_failure(run({"image", path("tree"), "-o", path("out.iso"), "--name-map", path("none/names")}), 7,
                 "that you may write to, with room");
  EXPECT_FALSE(fs::exists(folder_ / "out.iso"));
}

TEST_F(CommandLine, image_file_that_is_not_there_is_3_before_the_drive_is_asked) {
  expect_failure(run({"verify", nowhere, path("none.iso")}), 3, "name an image file");
}

TEST_F(CommandLine, output_of_the_name_of_another_file_is_2_before_the_drive_is_asked) {
  std::ofstream{folder_ / "x.iso"} << "image";
  const std::string own = "are one file; give each a file of its own";
  const std::vector<std::vector<std::string>> commands{
      {"read", nowhere, "-o", path("x.iso"), "--record", path("./x.iso")},
      {"read", nowhere, "-o", path("t.data"), "--record", path("t")},
      {"image", path("tree"), "-o", path("x.iso"), "--name-map", path("x.iso")},
      {"write", nowhere, path("tree"), "--record", path("x.iso"), "--name-map", path("x.iso")},
      {"append", nowhere, path("tree"), "--record", path("x.iso"), "--name-map", path("x.iso")},
      {"write", nowhere, path("x.iso"), "--record", path("x.iso")},
      {"verify", nowhere, path("x.iso"), "--record", path("x.iso")}};
  for (const auto& words : commands) expect_failure(run(words), 2, own);
  expect_failure(run({"image", path("tree"), "-o", path("tree/hello.txt")}), 2, "give a file outside of it");
  EXPECT_EQ(fs::file_size(folder_ / "x.iso"), 5U);
  EXPECT_EQ(fs::file_size(folder_ / "tree" / "hello.txt"), 5U);
  EXPECT_EQ(std::distance(fs::directory_iterator{folder_}, {}), 2);
}

TEST_F(CommandLine, option_of_a_folder_with_an_image_file_is_2) {
  std::ofstream{folder_ / "x.iso"} << "image";
  const std::vector<std::vector<std::string>> options{
      {"--name-map", path("names")}, {"--strict"}, {"--volume-id", "BURNBENCH"}};
  for (const auto& option : options) {
    std::vector<std::string> words{"write", nowhere, path("x.iso")};
    words.insert(words.end(), option.begin(), option.end());
    const Ran ran = run(words);
    expect_failure(ran, 2, "leave " + option.front() + " out or name a folder");
    EXPECT_NE(ran.error.find(option.front() + " belongs to a folder"), std::string::npos) << ran.error;
    words[2] = path("tree");
    expect_failure(run(words), 4, "or correct the address");
  }
}

TEST_F(CommandLine, verify_takes_a_session_or_a_track) {
  std::ofstream{folder_ / "x.iso"} << "image";
  EXPECT_NE(run({"verify", "--help"}).out.find("--track"), std::string::npos);
  expect_failure(run({"verify", nowhere, path("x.iso"), "--track", "1"}), 4, "or correct the address");
  expect_failure(run({"verify", nowhere, path("x.iso"), "--track", "1", "--session", "1"}), 2,
                 "see bbburn verify --help");
}

TEST_F(CommandLine, creation_time_that_is_no_number_is_2) {
  ASSERT_EQ(setenv("SOURCE_DATE_EPOCH", "today", 1), 0);
  const Ran ran = run({"image", path("tree"), "-o", path("out.iso")});
  unsetenv("SOURCE_DATE_EPOCH");
  expect_failure(ran, 2, "or unset it");
}

}  // namespace
}  // namespace driver::cli
