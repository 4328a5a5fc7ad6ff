// What ends before a program runs; with drives it is tested by scripts/tests/bbrun_test.py.
#include "conformance/preload/program/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace conformance::preload::program {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

struct Ended {
  int code{};
  std::string output;
  std::string errors;
};

Ended bbrun(std::vector<std::string> words) {
  words.insert(words.begin(), "bbrun");
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int code = run_command_line(static_cast<int>(words.size()), pointers.data());
  return {
      .code = code, .output = testing::internal::GetCapturedStdout(), .errors = testing::internal::GetCapturedStderr()};
}

// One line for people, and this code.
void expect_refused(const std::vector<std::string>& words, int code, const std::string& remedy) {
  const Ended ended = bbrun(words);
  EXPECT_EQ(ended.code, code) << ended.errors;
  EXPECT_THAT(ended.errors, AllOf(StartsWith("bbrun: "), HasSubstr(remedy), EndsWith("\n")));
  EXPECT_EQ(std::ranges::count(ended.errors, '\n'), 1) << ended.errors;
  EXPECT_EQ(ended.output, "");
}

TEST(CommandLine, help_names_every_option) {
  const Ended ended = bbrun({"--help"});
  EXPECT_EQ(ended.code, 0);
  for (const char* option : {"--drive", "--profile", "--medium", "--keep", "--clock", "--record", "--version"}) {
    EXPECT_THAT(ended.output, HasSubstr(option));
  }
  EXPECT_EQ(ended.errors, "");
}

TEST(CommandLine, version_is_one_line) {
  const Ended ended = bbrun({"--version"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.output, "bbrun " BURNBENCH_VERSION "\n");
}

TEST(CommandLine, words_that_there_are_not_are_bbruns_own_failure) {
  expect_refused({}, 125, "see bbrun --help");
  expect_refused({"--wax", "--", "true"}, 125, "see bbrun --help");
  expect_refused({"--drive"}, 125, "see bbrun --help");
  expect_refused({"--profile", "generic-bd"}, 125, "see bbrun --help");
}

TEST(CommandLine, options_of_the_program_are_its_own) {
  expect_refused({"--", "no-such-burner", "--version"}, 127, "no-such-burner: no such program");
}

TEST(CommandLine, drive_options_that_contradict_each_other_come_first) {
  expect_refused({"--medium", "cd-r", "--", "no-such-burner"}, 125, "after the --profile");
  expect_refused({"--drive", "", "--", "no-such-burner"}, 125, "give the address");
}

TEST(CommandLine, program_is_looked_at_before_any_drive) {
  expect_refused({"--drive", "iscsi://127.0.0.1:1/iqn.none/0", "--", "no-such-burner"}, 127, "install it");
  expect_refused({"--drive", "iscsi://127.0.0.1:1/iqn.none/0", "--", "/tmp"}, 126, "not executable");
}

}  // namespace
}  // namespace conformance::preload::program
