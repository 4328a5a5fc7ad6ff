// The DVD+R feature: recording on DVD+R. MMC-6, DVD+R feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_dvd_plus_r(const drive::Drive& drive);

}  // namespace emulator::mmc
