// Where the fields of MODE SENSE lie. SPC-4, MODE SENSE (6) command, MODE SENSE (10) command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::mode_sense_6_cdb {
using page_control = base::Bits<2, 7, 6>;
using page_code = base::Bits<2, 5, 0>;
using subpage_code = base::Big<3, 1>;
using allocation_length = base::Big<4, 1>;
}  // namespace emulator::mmc::mode_sense_6_cdb

namespace emulator::mmc::mode_sense_10_cdb {
using page_control = base::Bits<2, 7, 6>;
using page_code = base::Bits<2, 5, 0>;
using subpage_code = base::Big<3, 1>;
using allocation_length = base::Big<7, 2>;
}  // namespace emulator::mmc::mode_sense_10_cdb
