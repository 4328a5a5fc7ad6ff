// The command line of bbrun.
#pragma once

namespace conformance::preload::program {

// What main() returns: the program's own exit code, 125 when bbrun failed, 126 when the program cannot be run, 127 when
// it is not there.
int run_command_line(int argc, char** argv);

}  // namespace conformance::preload::program
