// Where the fields of MODE SELECT lie. SPC-4, MODE SELECT (6) command, MODE SELECT (10) command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::mode_select_6_cdb {
using sp = base::Bits<1, 0>;
using parameter_list_length = base::Big<4, 1>;
}  // namespace emulator::mmc::mode_select_6_cdb

namespace emulator::mmc::mode_select_10_cdb {
using sp = base::Bits<1, 0>;
using parameter_list_length = base::Big<7, 2>;
}  // namespace emulator::mmc::mode_select_10_cdb
