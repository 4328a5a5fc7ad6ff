#include "emulator/server/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>

#include "emulator/server/disc_commands.h"
#include "emulator/server/exit_code.h"
#include "emulator/server/serve_command.h"

namespace emulator::server {
namespace {

std::string one_line(const CLI::App* program, const CLI::Error& error) {
  return std::string("bbdrive: ") + error.what() + "; see " + program->get_name() + " --help\n";
}

}  // namespace

int run_command_line(int argc, char** argv) {
  ExitCode result = ExitCode::done;
  CLI::App program("Emulated optical drives behind an iSCSI target of their own.", "bbdrive");
  program.set_version_flag("--version", "bbdrive " BURNBENCH_VERSION);
  program.require_subcommand(1);
  program.failure_message(one_line);
  add_serve_command(program, result);
  add_disc_commands(program, result);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return static_cast<int>(program.exit(error) == 0 ? ExitCode::done : ExitCode::usage);
  }
  return static_cast<int>(result);
}

}  // namespace emulator::server
