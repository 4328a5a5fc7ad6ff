#include "conformance/runner/console.h"

#include <fmt/core.h>

#include <cstdio>

namespace conformance::runner {

void say(std::string_view line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

void complain(std::string_view text) { fmt::print(stderr, "bbcheck: {}\n", text); }

ExitCode refuse(ExitCode code, std::string_view text) {
  complain(text);
  return code;
}

}  // namespace conformance::runner
