#include "emulator/base/checksum.h"

#include <isa-l/crc.h>

#include <limits>

namespace base {

std::uint32_t crc32c(Bytes bytes, std::uint32_t so_far) {
  constexpr std::size_t step = std::numeric_limits<int>::max() / 2;  // the library counts in int
  std::uint32_t state = ~so_far;
  while (!bytes.empty()) {
    const Bytes part = bytes.first(bytes.size() < step ? bytes.size() : step);
    // The library promises not to write, though its parameter is not const.
    state = crc32_iscsi(const_cast<unsigned char*>(part.data()), static_cast<int>(part.size()), state);
    bytes = bytes.subspan(part.size());
  }
  return ~state;
}

}  // namespace base
