// The Random Readable feature: blocks in any order. MMC-6, Random Readable feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_random_readable(const drive::Drive& drive);

}  // namespace emulator::mmc
