#include "emulator/mmc/features/bd_write.h"

#include "emulator/mmc/features/bd_classes.h"
#include "emulator/mmc/features/bd_write_layout.h"

namespace emulator::mmc {

// Writing without verifying cannot be promised (SVNR stays clear).
base::ByteBuffer describe_bd_write(const drive::Drive& drive) {
  namespace layout = bd_write_feature;
  base::ByteBuffer bytes(24);
  if (drive.profile().writes(media::ProfileNumber::bd_re)) {
    layout::class_0_bitmap_for_bd_re_write_support::set(bytes, bd_versions_1_and_2);
    layout::class_1_bitmap_for_bd_re_write_support::set(bytes, bd_versions_1_and_2);
  }
  layout::class_0_bitmap_for_bd_r_write_support::set(bytes, bd_version_1);
  layout::class_1_bitmap_for_bd_r_write_support::set(bytes, bd_versions_1_and_2);
  return bytes;
}

}  // namespace emulator::mmc
