#include "emulator/mmc/features/removable_medium.h"

#include "emulator/mmc/features/removable_medium_layout.h"

namespace emulator::mmc {

base::ByteBuffer describe_removable_medium(const drive::Drive&) {
  namespace layout = removable_medium_feature;
  constexpr std::uint64_t tray = 1;
  base::ByteBuffer bytes(8);
  layout::loading_mechanism_type::set(bytes, tray);
  layout::load::set(bytes, 1);
  layout::eject::set(bytes, 1);
  layout::lock::set(bytes, 1);
  return bytes;
}

}  // namespace emulator::mmc
