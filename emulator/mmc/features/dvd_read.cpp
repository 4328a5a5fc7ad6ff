#include "emulator/mmc/features/dvd_read.h"

#include "emulator/mmc/features/dvd_read_layout.h"

namespace emulator::mmc {

base::ByteBuffer describe_dvd_read(const drive::Drive&) {
  base::ByteBuffer bytes(8);
  // Reads as the specification book 1.1 says; dual layer DVD-R and -RW are not read, so their bits stay clear.
  dvd_read_feature::multi110::set(bytes, 1);
  return bytes;
}

}  // namespace emulator::mmc
