// The command line of bbcheck.
#pragma once

namespace conformance::runner {

// Runs the sub-command that the arguments name and returns the program's exit code.
int run_command_line(int argc, const char* const* argv);

}  // namespace conformance::runner
