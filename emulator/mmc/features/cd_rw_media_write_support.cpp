#include "emulator/mmc/features/cd_rw_media_write_support.h"

#include "emulator/mmc/features/cd_rw_media_write_support_layout.h"

namespace emulator::mmc {

// Multi speed, high, ultra and ultra+ speed, as a real slim writer says (Optiarc AD-7590S).
base::ByteBuffer describe_cd_rw_media_write_support(const drive::Drive&) {
  constexpr std::uint64_t written_sub_types = 0b1'1110;
  base::ByteBuffer bytes(8);
  cd_rw_media_write_support_feature::cd_rw_media_sub_type_support::set(bytes, written_sub_types);
  return bytes;
}

}  // namespace emulator::mmc
