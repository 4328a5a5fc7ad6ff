#pragma once

namespace driver::cli {

// The whole program: parses, runs the sub-command, prints, and gives the exit code.
int run_command_line(int argc, char** argv);

}  // namespace driver::cli
