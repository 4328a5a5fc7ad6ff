// For tests and fuzzers: what strangers may send, and what has to hold whatever it is. The two answers are texts that
// say what did not hold, empty when all did.
#pragma once

#include <string>

#include "emulator/base/bytes.h"

namespace emulator {

// The bytes of a connection to a target with one empty drive. Cut into small pieces they must give the same answer.
[[nodiscard]] std::string wrong_in_connection(base::Bytes input);

// Commands for a drive. The first byte chooses what is in it; then each command is a byte for the time that passes, two
// for the length of its data, 16 bytes of CDB, and the data. Each must be answered by a status that a
// host knows, CHECK CONDITION with sense data, and afterwards the drive must still say who it is.
[[nodiscard]] std::string wrong_in_commands(base::Bytes input);

}  // namespace emulator
