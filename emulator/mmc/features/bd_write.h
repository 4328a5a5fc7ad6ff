// The BD Write feature: which classes and versions of BD can be written. MMC-6, BD Write feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_bd_write(const drive::Drive& drive);

}  // namespace emulator::mmc
