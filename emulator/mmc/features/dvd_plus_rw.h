// The DVD+RW feature: formatted in the background and overwritten. MMC-6, DVD+RW feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_dvd_plus_rw(const drive::Drive& drive);

}  // namespace emulator::mmc
