#include "emulator/mmc/mode_pages/control.h"

namespace emulator::mmc {

base::ByteBuffer encode_control(const drive::Drive&, const drive::ModeParameters&) {
  constexpr std::size_t page_bytes = 12;
  return base::ByteBuffer(page_bytes);
}

}  // namespace emulator::mmc
