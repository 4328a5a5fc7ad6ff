// What mode parameter lists and mode pages begin with. SPC-4, Mode parameter list format.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::mode_parameter_header_6 {
using mode_data_length = base::Big<0, 1>;
using block_descriptor_length = base::Big<3, 1>;
}  // namespace emulator::mmc::mode_parameter_header_6

namespace emulator::mmc::mode_parameter_header_10 {
using mode_data_length = base::Big<0, 2>;
using block_descriptor_length = base::Big<6, 2>;
}  // namespace emulator::mmc::mode_parameter_header_10

namespace emulator::mmc::mode_page_header {
using spf = base::Bits<0, 6>;
using page_code = base::Bits<0, 5, 0>;
using page_length = base::Big<1, 1>;
}  // namespace emulator::mmc::mode_page_header
