#include "emulator/mmc/features/bd_read.h"

#include "emulator/mmc/features/bd_classes.h"
#include "emulator/mmc/features/bd_read_layout.h"

namespace emulator::mmc {

base::ByteBuffer describe_bd_read(const drive::Drive&) {
  namespace layout = bd_read_feature;
  base::ByteBuffer bytes(32);
  layout::class_0_bitmap_for_bd_re_read_support::set(bytes, bd_versions_1_and_2);
  layout::class_1_bitmap_for_bd_re_read_support::set(bytes, bd_versions_1_and_2);
  layout::class_0_bitmap_for_bd_r_read_support::set(bytes, bd_version_1);
  layout::class_1_bitmap_for_bd_r_read_support::set(bytes, bd_versions_1_and_2);
  layout::class_0_bitmap_for_bd_rom_read_support::set(bytes, bd_version_1);
  layout::class_1_bitmap_for_bd_rom_read_support::set(bytes, bd_version_1);
  return bytes;
}

}  // namespace emulator::mmc
