// The Drive Serial Number feature: the same number as the vital product data page. MMC-6, Drive Serial Number feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_drive_serial_number(const drive::Drive& drive);

}  // namespace emulator::mmc
