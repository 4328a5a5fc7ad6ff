// A program run to its end, within a time, and ended by its own process id where it does not end itself.
#pragma once

#include <chrono>
#include <expected>
#include <string>
#include <vector>

namespace conformance::replay {

struct ChildEnd {
  bool timed_out{};
  int exit_code{};  // of a program that ended itself
  int signal{};     // that ended it; 0 when none did
  // "ended with 6", "was ended by signal 11", "did not end in time"
  [[nodiscard]] std::string text() const;
};

struct ChildOptions {
  std::chrono::milliseconds limit{600'000};
  // After it SIGTERM, and after this SIGKILL.
  std::chrono::milliseconds grace{10'000};
  // Its standard output goes to our standard error, because ours carries JSON.
  bool output_to_error{};
};

// Looks for words[0] in PATH. The error says why the program cannot be started.
[[nodiscard]] std::expected<ChildEnd, std::string> run_child(const std::vector<std::string>& words,
                                                             const ChildOptions& options);

}  // namespace conformance::replay
