// The exit codes of every Burnbench program, in the order of CONTRIBUTING.md.
#pragma once

namespace base {

enum class ExitCode {
  done = 0,
  judged_and_failed = 1,
  usage = 2,
  bad_input_file = 3,
  target_unreachable = 4,
  medium_unsuitable = 5,
  drive_refused = 6,
  output_not_written = 7,
  in_use = 8,
  suite_broken = 9,
};

}  // namespace base
