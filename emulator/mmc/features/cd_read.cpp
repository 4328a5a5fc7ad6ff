#include "emulator/mmc/features/cd_read.h"

namespace emulator::mmc {

// C2 pointers, CD-TEXT and digital audio playing are not offered: their bits stay clear.
base::ByteBuffer describe_cd_read(const drive::Drive&) { return base::ByteBuffer(8); }

}  // namespace emulator::mmc
