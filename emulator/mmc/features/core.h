// The Core feature: what every drive is. MMC-6, Core feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_core(const drive::Drive& drive);

}  // namespace emulator::mmc
