#include "emulator/base/usage.h"

#include <gtest/gtest.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <sstream>

namespace base {
namespace {

// What a player with a sub-command says to these words.
std::string said_to(std::vector<std::string> words) {
  CLI::App program("Plays.", "player");
  program.require_subcommand(1);
  program.failure_message(usage_line);
  CLI::App* list = program.add_subcommand("list", "lists of songs");
  list->require_subcommand(1);
  int number = 0;
  list->add_subcommand("play", "plays one")->add_option("NUMBER", number)->required();
  std::ranges::reverse(words);
  std::ostringstream out, error;
  try {
    program.parse(words);
  } catch (const CLI::ParseError& wrong) {
    program.exit(wrong, out, error);
  }
  return error.str();
}

TEST(UsageLine, names_the_sub_command_whose_help_to_read) {
  EXPECT_EQ(said_to({"list", "play"}), "player: NUMBER is required; see player list play --help\n");
}

TEST(UsageLine, names_the_word_that_is_no_sub_command) {
  EXPECT_EQ(said_to({"dance"}), "player: there is no sub-command dance; see player --help\n");
  EXPECT_EQ(said_to({"list", "burn"}), "player: there is no sub-command burn; see player list --help\n");
}

TEST(UsageLine, without_any_word_a_sub_command_is_missing) {
  EXPECT_EQ(said_to({}), "player: A subcommand is required; see player --help\n");
}

TEST(UsageLine, is_one_line_whatever_was_typed) {
  EXPECT_EQ(said_to({"a\nb"}), "player: there is no sub-command a?b; see player --help\n");
}

}  // namespace
}  // namespace base
