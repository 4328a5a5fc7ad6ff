// Where the fields of READ BUFFER and WRITE BUFFER lie. SPC-4, READ BUFFER command, WRITE BUFFER command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::read_buffer_cdb {
using mode = base::Bits<1, 4, 0>;
using buffer_id = base::Big<2, 1>;
using buffer_offset = base::Big<3, 3>;
using allocation_length = base::Big<6, 3>;
}  // namespace emulator::mmc::read_buffer_cdb

namespace emulator::mmc::read_buffer_header {
using buffer_capacity = base::Big<1, 3>;
}  // namespace emulator::mmc::read_buffer_header

namespace emulator::mmc::read_buffer_descriptor {
using offset_boundary = base::Big<0, 1>;
using buffer_capacity = base::Big<1, 3>;
}  // namespace emulator::mmc::read_buffer_descriptor

namespace emulator::mmc::write_buffer_cdb {
using mode = base::Bits<1, 4, 0>;
using buffer_id = base::Big<2, 1>;
using buffer_offset = base::Big<3, 3>;
using parameter_list_length = base::Big<6, 3>;
}  // namespace emulator::mmc::write_buffer_cdb
