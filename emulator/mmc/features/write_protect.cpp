#include "emulator/mmc/features/write_protect.h"

#include "emulator/mmc/features/write_protect_layout.h"

namespace emulator::mmc {

// Persistent protection that is recorded on the disc, by SEND DISC STRUCTURE; none that ends with the power (SSWPP), by
// a password (WDCB) or by the disc's own switch (DWP).
base::ByteBuffer describe_write_protect(const drive::Drive&) {
  base::ByteBuffer bytes(8);
  write_protect_feature::spwp::set(bytes, 1);
  return bytes;
}

}  // namespace emulator::mmc
