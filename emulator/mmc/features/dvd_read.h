// The DVD Read feature: the reading side of DVD. MMC-6, DVD Read feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_dvd_read(const drive::Drive& drive);

}  // namespace emulator::mmc
