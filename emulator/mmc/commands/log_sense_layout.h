// Where the fields of LOG SENSE lie. SPC-4, LOG SENSE command; Log page structure.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::log_sense_cdb {
using ppc = base::Bits<1, 1>;
using sp = base::Bits<1, 0>;
using page_code = base::Bits<2, 5, 0>;
using subpage_code = base::Big<3, 1>;
using parameter_pointer = base::Big<5, 2>;
using allocation_length = base::Big<7, 2>;
}  // namespace emulator::mmc::log_sense_cdb

namespace emulator::mmc::log_page_header {
using page_code = base::Bits<0, 5, 0>;
using page_length = base::Big<2, 2>;
}  // namespace emulator::mmc::log_page_header
