#include "emulator/mmc/features/bd_r_pseudo_overwrite.h"

namespace emulator::mmc {

// Four reserved bytes; growisofs asks for them before it believes the current bit.
base::ByteBuffer describe_bd_r_pseudo_overwrite(const drive::Drive&) {
  constexpr std::size_t descriptor_bytes = 8;
  return base::ByteBuffer(descriptor_bytes);
}

}  // namespace emulator::mmc
