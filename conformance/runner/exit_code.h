// The exit codes of every Burnbench program, as far as bbcheck gives them.
#pragma once

namespace conformance::runner {

enum class ExitCode {
  done = 0,
  judged_and_failed = 1,
  usage = 2,
  bad_input_file = 3,
  target_unreachable = 4,
  output_not_written = 7,
  suite_broken = 9,
};

}  // namespace conformance::runner
