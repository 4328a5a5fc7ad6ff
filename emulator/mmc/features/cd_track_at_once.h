// The CD Track at Once feature: recording a CD track by track. MMC-6, CD Track at Once feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_cd_track_at_once(const drive::Drive& drive);

}  // namespace emulator::mmc
