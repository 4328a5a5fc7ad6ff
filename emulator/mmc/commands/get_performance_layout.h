// Where the fields of GET PERFORMANCE lie. MMC-6, GET PERFORMANCE command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::get_performance_cdb {
using data_type = base::Bits<1, 4, 0>;
using maximum_number_of_descriptors = base::Big<8, 2>;
using type = base::Big<10, 1>;
}  // namespace emulator::mmc::get_performance_cdb

namespace emulator::mmc::performance_header {
using performance_data_length = base::Big<0, 4>;
using write = base::Bits<4, 1>;
using except = base::Bits<4, 0>;
}  // namespace emulator::mmc::performance_header

namespace emulator::mmc::nominal_performance_descriptor {
using start_performance = base::Big<4, 4>;
using end_lba = base::Big<8, 4>;
using end_performance = base::Big<12, 4>;
}  // namespace emulator::mmc::nominal_performance_descriptor

namespace emulator::mmc::write_speed_descriptor {
using end_lba = base::Big<4, 4>;
using read_speed = base::Big<8, 4>;
using write_speed = base::Big<12, 4>;
}  // namespace emulator::mmc::write_speed_descriptor
