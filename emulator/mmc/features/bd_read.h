// The BD Read feature: which classes and versions of BD can be read. MMC-6, BD Read feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_bd_read(const drive::Drive& drive);

}  // namespace emulator::mmc
