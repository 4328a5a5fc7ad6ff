#include "emulator/server/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>

#include "emulator/base/console.h"
#include "emulator/base/exit_code.h"
#include "emulator/base/usage.h"
#include "emulator/server/disc_commands.h"
#include "emulator/server/serve_command.h"

namespace emulator::server {

int run_command_line(int argc, char** argv) {
  base::outlive_readers();
  ExitCode result = ExitCode::done;
  CLI::App program("Emulated optical drives behind an iSCSI target of their own.", "bbdrive");
  program.set_version_flag("--version", "bbdrive " BURNBENCH_VERSION);
  program.require_subcommand(1);
  program.failure_message(base::usage_line);
  add_serve_command(program, result);
  add_disc_commands(program, result);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return static_cast<int>(program.exit(error) == 0 ? ExitCode::done : ExitCode::usage);
  }
  if (result == ExitCode::done && !base::is_output_whole()) {
    base::complain("bbdrive", "standard output cannot be written; send it where there is room");
    result = ExitCode::output_not_written;
  }
  return static_cast<int>(result);
}

}  // namespace emulator::server
