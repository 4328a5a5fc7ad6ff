#include "emulator/mmc/features/hardware_defect_management.h"

#include "emulator/mmc/features/hardware_defect_management_layout.h"

namespace emulator::mmc {

// DVD-RAM is formatted with a supplementary spare area, and reads what lies in one.
base::ByteBuffer describe_hardware_defect_management(const drive::Drive& drive) {
  base::ByteBuffer bytes(8);
  const bool has_supplementary = drive.profile().writes(media::ProfileNumber::dvd_ram);
  hardware_defect_management_feature::ssa::set(bytes, has_supplementary ? 1 : 0);
  return bytes;
}

}  // namespace emulator::mmc
