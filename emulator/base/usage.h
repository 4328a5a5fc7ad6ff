// What a program says about a command line that it does not understand. For CLI11's failure_message().
#pragma once

#include <string>

namespace CLI {
class App;
class Error;
}  // namespace CLI

namespace base {

// "player: what is wrong; see player play --help" and an end of line, with the sub-command that was meant.
[[nodiscard]] std::string usage_line(const CLI::App* program, const CLI::Error& error);

}  // namespace base
