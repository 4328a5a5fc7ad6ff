#include "emulator/mmc/features/real_time_streaming.h"

#include "emulator/mmc/features/real_time_streaming_layout.h"

namespace emulator::mmc {

base::ByteBuffer describe_real_time_streaming(const drive::Drive&) {
  namespace layout = real_time_streaming_feature;
  base::ByteBuffer bytes(8);
  layout::rbcb::set(bytes, 1);  // READ BUFFER CAPACITY counts blocks when asked to
  layout::scs::set(bytes, 1);   // SET CD SPEED
  layout::mp2a::set(bytes, 1);  // write speed descriptors in the capabilities mode page
  layout::wspd::set(bytes, 1);  // GET PERFORMANCE, write speeds
  layout::sw::set(bytes, 1);    // WRITE (12) in streams
  return bytes;
}

}  // namespace emulator::mmc
