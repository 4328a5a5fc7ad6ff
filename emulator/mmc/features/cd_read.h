// The CD Read feature: the reading side of CD. MMC-6, CD Read feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_cd_read(const drive::Drive& drive);

}  // namespace emulator::mmc
