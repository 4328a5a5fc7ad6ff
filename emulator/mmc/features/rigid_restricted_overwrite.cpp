#include "emulator/mmc/features/rigid_restricted_overwrite.h"

#include "emulator/mmc/features/rigid_restricted_overwrite_layout.h"

namespace emulator::mmc {

// Quick formats and blanking are known; defect status data is neither made nor read.
base::ByteBuffer describe_rigid_restricted_overwrite(const drive::Drive&) {
  base::ByteBuffer bytes(8);
  rigid_restricted_overwrite_feature::intermediate::set(bytes, 1);
  rigid_restricted_overwrite_feature::blank::set(bytes, 1);
  return bytes;
}

}  // namespace emulator::mmc
