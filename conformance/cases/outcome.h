// How a case ends. What a waiver makes of a failure is the runner's affair.
#pragma once

#include <string>
#include <variant>

namespace conformance::cases {

struct Passed {};
struct Failed {
  std::string command;  // name and CDB of the command that failed; empty where none did
  std::string field;    // "status", or a field of the answer
  std::string expected;
  std::string actual;
  [[nodiscard]] std::string text() const;  // one line
};
struct Skipped {
  std::string reason;  // and what would make it run
};
struct NotApplicable {
  std::string reason;
};
struct Broken {
  std::string reason;
};
using Outcome = std::variant<Passed, Failed, Skipped, NotApplicable, Broken>;

}  // namespace conformance::cases
