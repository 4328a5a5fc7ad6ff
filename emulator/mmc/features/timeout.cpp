#include "emulator/mmc/features/timeout.h"

namespace emulator::mmc {

// Group 3 times, which count in units of blocks, are not offered.
base::ByteBuffer describe_timeout(const drive::Drive&) { return base::ByteBuffer(8); }

}  // namespace emulator::mmc
