#include "emulator/mmc/features/formattable.h"

#include "emulator/mmc/features/formattable_layout.h"

namespace emulator::mmc {

// BD-RE is formatted with or without spare areas, certified in full or quickly. Spare areas do not grow (Expand stays
// clear), and BD-R is not recorded at random (RRM stays clear).
base::ByteBuffer describe_formattable(const drive::Drive& drive) {
  namespace layout = formattable_feature;
  base::ByteBuffer bytes(12);
  const std::uint64_t formats_bd_re = drive.profile().writes(media::ProfileNumber::bd_re) ? 1 : 0;
  layout::renosa::set(bytes, formats_bd_re);
  layout::qcert::set(bytes, formats_bd_re);
  layout::cert::set(bytes, formats_bd_re);
  return bytes;
}

}  // namespace emulator::mmc
