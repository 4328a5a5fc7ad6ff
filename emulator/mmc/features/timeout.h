// The Time-out feature: whether commands have their times. MMC-6, Time-out feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_timeout(const drive::Drive& drive);

}  // namespace emulator::mmc
