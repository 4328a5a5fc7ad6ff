// GET PERFORMANCE, write speed descriptors (MMC-6, GET PERFORMANCE command, type 03h).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::get_performance_cdb {  // GET PERFORMANCE, CDB
using maximum_number_of_descriptors = base::Big<8, 2>;
using type = base::Big<10, 1>;
}  // namespace driver::mmc::get_performance_cdb

namespace driver::mmc::performance_header {  // GET PERFORMANCE, response header
using performance_data_length = base::Big<0, 4>;
}  // namespace driver::mmc::performance_header

namespace driver::mmc::write_speed_descriptor {  // Write Speed Descriptor
using wrc = base::Bits<0, 4, 3>;
using end_lba = base::Big<4, 4>;
using read_speed = base::Big<8, 4>;
using write_speed = base::Big<12, 4>;
}  // namespace driver::mmc::write_speed_descriptor
