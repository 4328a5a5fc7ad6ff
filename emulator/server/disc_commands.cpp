#include "emulator/server/disc_commands.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace emulator::server {

void add_disc_commands(CLI::App& program, ExitCode& /*result*/) {
  CLI::App* disc = program.add_subcommand("disc", "make, show and check disc files");
  disc->require_subcommand(1);
}

}  // namespace emulator::server
