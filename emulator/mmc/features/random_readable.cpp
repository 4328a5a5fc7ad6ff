#include "emulator/mmc/features/random_readable.h"

#include "emulator/mmc/features/random_readable_layout.h"

namespace emulator::mmc {

base::ByteBuffer describe_random_readable(const drive::Drive& drive) {
  namespace layout = random_readable_feature;
  base::ByteBuffer bytes(12);
  const media::Medium* disc = drive.medium();
  layout::logical_block_size::set(bytes, base::block_bytes);
  layout::blocking::set(bytes, disc == nullptr ? 1 : static_cast<std::uint64_t>(disc->ecc_block().value));
  // The Read/Write Error Recovery mode page is there.
  layout::pp::set(bytes, 1);
  return bytes;
}

}  // namespace emulator::mmc
