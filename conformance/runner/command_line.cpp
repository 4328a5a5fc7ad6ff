#include "conformance/runner/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>

#include "conformance/runner/commands.h"
#include "conformance/runner/console.h"
#include "emulator/base/console.h"
#include "emulator/base/usage.h"

namespace conformance::runner {

int run_command_line(int argc, const char* const* argv) {
  base::outlive_readers();
  ExitCode result = ExitCode::done;
  CLI::App program("Records, replays and judges optical drives and burning programs.", "bbcheck");
  program.set_version_flag("--version", "bbcheck " BURNBENCH_VERSION);
  program.require_subcommand(1);
  program.failure_message(base::usage_line);
  add_run_command(program, result);
  add_list_command(program, result);
  add_image_command(program, result);
  add_record_command(program, result);
  add_replay_command(program, result);
  add_alter_command(program, result);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return static_cast<int>(program.exit(error) == 0 ? ExitCode::done : ExitCode::usage);
  }
  if (result == ExitCode::done && !base::is_output_whole()) {
    result = refuse(ExitCode::output_not_written, "standard output cannot be written; send it where there is room");
  }
  return static_cast<int>(result);
}

}  // namespace conformance::runner
