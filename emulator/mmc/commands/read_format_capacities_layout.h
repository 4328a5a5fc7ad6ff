// Where the fields of READ FORMAT CAPACITIES lie. MMC-6, READ FORMAT CAPACITIES command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::read_format_capacities_cdb {
using allocation_length = base::Big<7, 2>;
}  // namespace emulator::mmc::read_format_capacities_cdb

namespace emulator::mmc::capacity_list_header {
using capacity_list_length = base::Big<3, 1>;
}  // namespace emulator::mmc::capacity_list_header

namespace emulator::mmc::current_capacity_descriptor {
using number_of_blocks = base::Big<0, 4>;
using descriptor_type = base::Bits<4, 1, 0>;
using block_length = base::Big<5, 3>;
}  // namespace emulator::mmc::current_capacity_descriptor

namespace emulator::mmc::formattable_capacity_descriptor {
using number_of_blocks = base::Big<0, 4>;
using format_type = base::Bits<4, 7, 2>;
using format_sub_type = base::Bits<4, 1, 0>;
using type_dependent_parameter = base::Big<5, 3>;
}  // namespace emulator::mmc::formattable_capacity_descriptor
