// Where the fields of the Incremental Streaming Writable feature lie. MMC-6, Incremental Streaming Writable feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::incremental_streaming_writable_feature {
using data_block_types_supported = base::Big<4, 2>;
using buf = base::Bits<6, 0>;
using number_of_link_sizes = base::Big<7, 1>;
}  // namespace emulator::mmc::incremental_streaming_writable_feature
