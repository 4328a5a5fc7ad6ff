// Where the fields of SET STREAMING lie. MMC-6, SET STREAMING command, Performance Descriptor.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::set_streaming_cdb {
using type = base::Big<8, 1>;
using parameter_list_length = base::Big<9, 2>;
}  // namespace emulator::mmc::set_streaming_cdb

namespace emulator::mmc::streaming_performance_descriptor {
using rdd = base::Bits<0, 2>;
using exact = base::Bits<0, 1>;
using read_size = base::Big<12, 4>;
using read_time = base::Big<16, 4>;
using write_size = base::Big<20, 4>;
using write_time = base::Big<24, 4>;
}  // namespace emulator::mmc::streaming_performance_descriptor
