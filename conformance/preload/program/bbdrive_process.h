// A bbdrive that bbrun starts, and what it prints.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <expected>
#include <string>
#include <vector>

#include "conformance/preload/broker/socket.h"

namespace conformance::preload::program {

// bbdrive flushes its discs when it ends, which can take its time on a slow disk.
inline constexpr std::chrono::milliseconds bbdrive_patience = std::chrono::seconds{60};

// Starts it out of reach of the terminal's signals; it ends with bbrun. `output` becomes its standard output. `words`
// begin with its path. The error is the system's.
std::expected<pid_t, std::string> start_process(std::vector<std::string> words, broker::Socket& output);

// Whether the process ended within `longest`; its status is left in `status`.
bool wait_for_end(pid_t process, std::chrono::milliseconds longest, int& status);

// What it prints when it is run to its end. Error: a line for the user; empty where bbdrive has said on standard error
// what is wrong.
std::expected<std::string, std::string> output_of(std::vector<std::string> words);

}  // namespace conformance::preload::program
