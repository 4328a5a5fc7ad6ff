// READ FORMAT CAPACITIES (MMC-6, READ FORMAT CAPACITIES command).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::read_format_capacities_cdb {  // READ FORMAT CAPACITIES, CDB
using allocation_length = base::Big<7, 2>;
}  // namespace driver::mmc::read_format_capacities_cdb

namespace driver::mmc::capacity_list_header {  // Capacity List Header
using capacity_list_length = base::Big<3, 1>;
}  // namespace driver::mmc::capacity_list_header

namespace driver::mmc::current_capacity_descriptor {  // Current/Maximum Capacity Descriptor
using number_of_blocks = base::Big<0, 4>;
using descriptor_type = base::Bits<4, 1, 0>;
using block_length = base::Big<5, 3>;
}  // namespace driver::mmc::current_capacity_descriptor

namespace driver::mmc::formattable_capacity_descriptor {  // Formattable Capacity Descriptor
using number_of_blocks = base::Big<0, 4>;
using format_type = base::Bits<4, 7, 2>;
using type_dependent_parameter = base::Big<5, 3>;
}  // namespace driver::mmc::formattable_capacity_descriptor
