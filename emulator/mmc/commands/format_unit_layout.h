// Where the fields of FORMAT UNIT lie. MMC-6, FORMAT UNIT command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::format_unit_cdb {
using fmtdata = base::Bits<1, 4>;
using cmplist = base::Bits<1, 3>;
using format_code = base::Bits<1, 2, 0>;
}  // namespace emulator::mmc::format_unit_cdb

namespace emulator::mmc::format_list_header {
using fov = base::Bits<1, 7>;
using dcrt = base::Bits<1, 5>;
using ip = base::Bits<1, 3>;
using try_out = base::Bits<1, 2>;
using immed = base::Bits<1, 1>;
using vs = base::Bits<1, 0>;
using format_descriptor_length = base::Big<2, 2>;
}  // namespace emulator::mmc::format_list_header

namespace emulator::mmc::format_descriptor {
using number_of_blocks = base::Big<0, 4>;
using format_type = base::Bits<4, 7, 2>;
using format_sub_type = base::Bits<4, 1, 0>;
using type_dependent_parameter = base::Big<5, 3>;
}  // namespace emulator::mmc::format_descriptor
