// SET STREAMING and SET CD SPEED (MMC-6, the commands of these names).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::set_streaming_cdb {  // SET STREAMING, CDB
using parameter_list_length = base::Big<9, 2>;
}  // namespace driver::mmc::set_streaming_cdb

namespace driver::mmc::streaming_performance_descriptor {  // SET STREAMING, Performance Descriptor
using start_lba = base::Big<4, 4>;
using end_lba = base::Big<8, 4>;
using read_size = base::Big<12, 4>;
using read_time = base::Big<16, 4>;
using write_size = base::Big<20, 4>;
using write_time = base::Big<24, 4>;
}  // namespace driver::mmc::streaming_performance_descriptor

namespace driver::mmc::set_cd_speed_cdb {  // SET CD SPEED, CDB
using rotational_control = base::Bits<1, 1, 0>;
using drive_read_speed = base::Big<2, 2>;
using drive_write_speed = base::Big<4, 2>;
}  // namespace driver::mmc::set_cd_speed_cdb
