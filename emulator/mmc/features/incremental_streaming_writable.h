// The Incremental Streaming Writable feature: recording in pieces behind each other. MMC-6, Incremental Streaming
// Writable feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_incremental_streaming_writable(const drive::Drive& drive);

}  // namespace emulator::mmc
