#include "emulator/mmc/features/random_writable.h"

#include "emulator/mmc/features/random_writable_layout.h"

namespace emulator::mmc {

base::ByteBuffer describe_random_writable(const drive::Drive& drive) {
  namespace layout = random_writable_feature;
  base::ByteBuffer bytes(16);
  layout::logical_block_size::set(bytes, base::block_bytes);
  layout::blocking::set(bytes, 1);
  // The Read/Write Error Recovery mode page is there.
  layout::pp::set(bytes, 1);
  const media::Medium* disc = drive.medium();
  if (disc == nullptr) return bytes;
  layout::last_logical_block_address::set(bytes, disc->last_readable().wire());
  layout::blocking::set(bytes, static_cast<std::uint64_t>(disc->ecc_block().value));
  return bytes;
}

}  // namespace emulator::mmc
