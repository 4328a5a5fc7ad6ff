// bbdrive serve: drives behind an iSCSI port, until a signal.
#pragma once

#include "emulator/base/exit_code.h"

namespace CLI {
class App;
}

namespace emulator::server {

using base::ExitCode;

// Adds the sub-command `serve`, which leaves its result in `result`; that has to live as long as `program`.
void add_serve_command(CLI::App& program, ExitCode& result);

}  // namespace emulator::server
