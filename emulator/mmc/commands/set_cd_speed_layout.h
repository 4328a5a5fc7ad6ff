// Where the fields of SET CD SPEED lie. MMC-6, SET CD SPEED command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::set_cd_speed_cdb {
using drive_read_speed = base::Big<2, 2>;
using drive_write_speed = base::Big<4, 2>;
}  // namespace emulator::mmc::set_cd_speed_cdb
