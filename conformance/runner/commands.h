// The sub-commands of bbcheck. Each adds itself to the program; the one that the user chose leaves its exit code in
// `result`, which has to live as long as the program.
#pragma once

#include "emulator/base/exit_code.h"

namespace CLI {
class App;
}

namespace conformance::runner {

using base::ExitCode;

void add_alter_command(CLI::App& program, ExitCode& result);
void add_list_command(CLI::App& program, ExitCode& result);
void add_image_command(CLI::App& program, ExitCode& result);
void add_record_command(CLI::App& program, ExitCode& result);
void add_replay_command(CLI::App& program, ExitCode& result);
void add_run_command(CLI::App& program, ExitCode& result);

}  // namespace conformance::runner
