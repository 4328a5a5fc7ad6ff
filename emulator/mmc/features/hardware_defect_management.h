// The Hardware Defect Management feature: spare areas. MMC-6, Hardware Defect Management feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_hardware_defect_management(const drive::Drive& drive);

}  // namespace emulator::mmc
