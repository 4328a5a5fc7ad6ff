// The command line of bbdrive.
#pragma once

namespace emulator::server {

// Runs the sub-command that the arguments name and returns the program's exit code.
int run_command_line(int argc, char** argv);

}  // namespace emulator::server
