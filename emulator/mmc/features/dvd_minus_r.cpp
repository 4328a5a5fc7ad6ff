#include "emulator/mmc/features/dvd_minus_r.h"

#include "emulator/mmc/features/dvd_minus_r_layout.h"

namespace emulator::mmc {

base::ByteBuffer describe_dvd_minus_r(const drive::Drive& drive) {
  namespace layout = dvd_minus_r_feature;
  const auto writes = [&](media::ProfileNumber number) { return drive.profile().writes(number) ? 1U : 0U; };
  base::ByteBuffer bytes(8);
  layout::buf::set(bytes, 1);
  layout::rdl::set(bytes, writes(media::ProfileNumber::dvd_minus_r_dual_layer_sequential));
  layout::test_write::set(bytes, 1);
  layout::dvd_rw::set(bytes, writes(media::ProfileNumber::dvd_minus_rw_sequential));
  return bytes;
}

}  // namespace emulator::mmc
