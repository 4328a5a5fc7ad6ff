// The Firmware Information feature: when the firmware was made. MMC-6, Firmware Information feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_firmware_information(const drive::Drive& drive);

}  // namespace emulator::mmc
