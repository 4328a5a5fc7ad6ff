// The Random Writable feature: blocks are written in any order, and again. MMC-6, Random Writable feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_random_writable(const drive::Drive& drive);

}  // namespace emulator::mmc
