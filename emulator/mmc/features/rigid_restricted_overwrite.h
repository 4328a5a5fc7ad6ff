// The Rigid Restricted Overwrite feature: overwriting in whole ECC blocks alone. MMC-6, that feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_rigid_restricted_overwrite(const drive::Drive& drive);

}  // namespace emulator::mmc
