#include "emulator/mmc/features/core.h"

#include "emulator/mmc/features/core_layout.h"

namespace emulator::mmc {

base::ByteBuffer describe_core(const drive::Drive& drive) {
  namespace layout = core_feature;
  base::ByteBuffer bytes(12);
  layout::physical_interface_standard::set(bytes, drive.profile().physical_interface);
  // INQUIRY takes 16 bits of allocation length and knows vital product data; device busy events are offered.
  layout::inq2::set(bytes, 1);
  layout::dbe::set(bytes, 1);
  return bytes;
}

}  // namespace emulator::mmc
