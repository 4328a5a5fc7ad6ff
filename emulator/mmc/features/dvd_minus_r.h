// The DVD-R/-RW Write feature: writing a whole disc at once. MMC-6, DVD-R/-RW Write feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_dvd_minus_r(const drive::Drive& drive);

}  // namespace emulator::mmc
