// The CD Mastering feature: recording a CD session from a cue sheet. MMC-6, CD Mastering feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_cd_mastering(const drive::Drive& drive);

}  // namespace emulator::mmc
