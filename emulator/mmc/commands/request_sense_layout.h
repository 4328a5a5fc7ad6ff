// Where the fields of REQUEST SENSE lie. SPC-4, REQUEST SENSE command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::request_sense_cdb {
using desc = base::Bits<1, 0>;
using allocation_length = base::Big<4, 1>;
}  // namespace emulator::mmc::request_sense_cdb
