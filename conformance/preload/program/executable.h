// Whether a program can be run with the shim: LD_PRELOAD works where the dynamic loader loads the program.
#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace conformance::preload::program {

struct Refusal {
  int exit_code{};   // 126: found but cannot be run, 127: not found, as env(1) has them
  std::string text;  // one line that names the remedy
};

// The file that the name means (searched for in $PATH as execvp does), once it is known that the shim can be loaded
// into it: a 64-bit ELF program of this machine with an interpreter, or a script whose interpreter is one.
std::expected<std::filesystem::path, Refusal> find_program(const std::string& name);

}  // namespace conformance::preload::program
