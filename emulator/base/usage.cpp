#include "emulator/base/usage.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "emulator/base/console.h"

namespace base {

std::string usage_line(const CLI::App* program, const CLI::Error& error) {
  std::string command = program->get_name();
  const CLI::App* innermost = program;
  while (!innermost->get_subcommands().empty()) {
    innermost = innermost->get_subcommands().front();
    command += " " + innermost->get_name();
  }
  std::string what = error.what();
  // CLI11 says only that it has seen no sub-command; the word that was to be one is left over.
  const bool wants_command = innermost->get_require_subcommand_min() > 0;
  const std::vector<std::string> rest = innermost->remaining();
  if (wants_command && !rest.empty()) what = "there is no sub-command " + rest.front();
  return program->get_name() + ": " + one_line(what) + "; see " + command + " --help\n";
}

}  // namespace base
