// The BD-R Pseudo-OverWrite feature. MMC-6, BD-R Pseudo-OverWrite (POW) feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_bd_r_pseudo_overwrite(const drive::Drive& drive);

}  // namespace emulator::mmc
