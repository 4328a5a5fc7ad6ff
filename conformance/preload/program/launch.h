// Running the program with the shim in it.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "conformance/preload/broker/socket.h"
#include "conformance/preload/kernel/device.h"

namespace conformance::preload::program {

// What the names of a drive's device files are made of.
struct DriveFiles {
  kernel::Names names;
  kernel::Address address;
};

struct Launch {
  std::filesystem::path program;
  std::vector<std::string> arguments;  // with the program's name first
  std::filesystem::path shim;
  int rendezvous{-1};  // the program's end
  std::vector<DriveFiles> drives;
  std::filesystem::path tree;  // the virtual /sys and /proc
};

// Runs the program to its end and gives its exit code, 128 + n where signal n ended it. Signals that end a program are
// left to it or passed on: SIGINT and SIGQUIT reach it from the terminal, SIGTERM and SIGHUP are sent on to it.
// Error: why it could not be started.
std::expected<int, std::string> run(const Launch& launch);

// The shim of this bbrun: beside the program in a build tree, in the prefix's library folder when installed.
std::expected<std::filesystem::path, std::string> find_shim();

}  // namespace conformance::preload::program
