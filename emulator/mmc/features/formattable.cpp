#include "emulator/mmc/features/formattable.h"

namespace emulator::mmc {

base::ByteBuffer describe_formattable(const drive::Drive&) {
  constexpr std::size_t descriptor_bytes = 12;
  return base::ByteBuffer(descriptor_bytes);
}

}  // namespace emulator::mmc
