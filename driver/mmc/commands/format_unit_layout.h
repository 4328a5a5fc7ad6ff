// FORMAT UNIT (MMC-6, FORMAT UNIT command).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::format_unit_cdb {  // FORMAT UNIT, CDB
using fmtdata = base::Bits<1, 4>;
using format_code = base::Bits<1, 2, 0>;
}  // namespace driver::mmc::format_unit_cdb

namespace driver::mmc::format_list_header {  // FORMAT UNIT, Format List Header
using fov = base::Bits<1, 7>;
using dcrt = base::Bits<1, 5>;
using immed = base::Bits<1, 1>;
using format_descriptor_length = base::Big<2, 2>;
}  // namespace driver::mmc::format_list_header

namespace driver::mmc::format_descriptor {  // FORMAT UNIT, Format Descriptor
using number_of_blocks = base::Big<0, 4>;
using format_type = base::Bits<4, 7, 2>;
using format_sub_type = base::Bits<4, 1, 0>;
using type_dependent_parameter = base::Big<5, 3>;
}  // namespace driver::mmc::format_descriptor
