// Where the fields of START STOP UNIT lie. MMC-6, START STOP UNIT command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::start_stop_unit_cdb {
using immed = base::Bits<1, 0>;
using power_conditions = base::Bits<4, 7, 4>;
using loej = base::Bits<4, 1>;
using start = base::Bits<4, 0>;
}  // namespace emulator::mmc::start_stop_unit_cdb
