// bbdrive disc: making, showing and checking disc files.
#pragma once

#include "emulator/base/exit_code.h"

namespace CLI {
class App;
}

namespace emulator::server {

using base::ExitCode;

// Adds the sub-command `disc` with its own sub-commands. The one that the user chose leaves its result in `result`,
// which has to live as long as `program`.
void add_disc_commands(CLI::App& program, ExitCode& result);

}  // namespace emulator::server
