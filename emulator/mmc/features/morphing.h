// The Morphing feature: how the drive tells of changes. MMC-6, Morphing feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_morphing(const drive::Drive& drive);

}  // namespace emulator::mmc
