// The DVD+R Dual Layer feature: recording on DVD+R of two layers. MMC-6, DVD+R Dual Layer feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_dvd_plus_r_dual_layer(const drive::Drive& drive);

}  // namespace emulator::mmc
