// The Real Time Streaming feature: speeds that a host can choose and ask for. MMC-6, Real Time Streaming feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_real_time_streaming(const drive::Drive& drive);

}  // namespace emulator::mmc
