// The Profile List feature: the profiles of the model, the disc's flagged. MMC-6, Profile List feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_profile_list(const drive::Drive& drive);

}  // namespace emulator::mmc
