#include "emulator/mmc/features/dvd_plus_rw.h"

#include "emulator/mmc/features/dvd_plus_rw_layout.h"

namespace emulator::mmc {

// Written, not only read. A format writes the lead-in before it answers (Quick Start stays clear), and what is written
// lies in a format of the same drive's (Close Only stays clear).
base::ByteBuffer describe_dvd_plus_rw(const drive::Drive&) {
  base::ByteBuffer bytes(8);
  dvd_plus_rw_feature::write::set(bytes, 1);
  return bytes;
}

}  // namespace emulator::mmc
