// The Removable Medium feature: a tray that the drive locks and moves. MMC-6, Removable Medium feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_removable_medium(const drive::Drive& drive);

}  // namespace emulator::mmc
