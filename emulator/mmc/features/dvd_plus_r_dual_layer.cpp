#include "emulator/mmc/features/dvd_plus_r_dual_layer.h"

#include "emulator/mmc/features/dvd_plus_r_dual_layer_layout.h"

namespace emulator::mmc {

base::ByteBuffer describe_dvd_plus_r_dual_layer(const drive::Drive& drive) {
  base::ByteBuffer bytes(8);
  // With another disc, or none, the bit says what the drive could do; with a DVD+R DL whether this one takes more.
  const bool is_in = drive.current_profile() == media::ProfileNumber::dvd_plus_r_dual_layer;
  dvd_plus_r_dual_layer_feature::write::set(bytes, !is_in || is_writable_now(drive) ? 1 : 0);
  return bytes;
}

}  // namespace emulator::mmc
