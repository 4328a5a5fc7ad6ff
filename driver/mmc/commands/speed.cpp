#include "driver/mmc/commands/speed.h"

#include <algorithm>

#include "driver/mmc/command.h"
#include "driver/mmc/commands/speed_layout.h"

namespace driver::mmc {

std::expected<void, DriveError> set_streaming(Device& device, const StreamingSpeed& speed) {
  namespace layout = streaming_performance_descriptor;
  constexpr std::uint64_t one_second = 1000;  // the times are milliseconds: the sizes are then per second
  base::ByteBuffer descriptor(layout::write_time::end);
  layout::start_lba::set(descriptor, 0);
  layout::end_lba::set(descriptor, speed.last_block.wire());
  layout::read_size::set(descriptor, speed.read_kbytes_per_second);
  layout::read_time::set(descriptor, one_second);
  layout::write_size::set(descriptor, speed.write_kbytes_per_second);
  layout::write_time::set(descriptor, one_second);
  Request request{.cdb = make_cdb(operation_code::set_streaming), .data_out = descriptor};
  set_streaming_cdb::parameter_list_length::set(request.cdb, descriptor.size());
  return perform(device, request);
}

std::expected<void, DriveError> set_cd_speed(Device& device, std::uint32_t read_kbytes_per_second,
                                             std::uint32_t write_kbytes_per_second) {
  Request request{.cdb = make_cdb(operation_code::set_cd_speed)};
  set_cd_speed_cdb::rotational_control::set(request.cdb, 0);
  set_cd_speed_cdb::drive_read_speed::set(request.cdb, std::min(read_kbytes_per_second, fastest_cd_speed));
  set_cd_speed_cdb::drive_write_speed::set(request.cdb, std::min(write_kbytes_per_second, fastest_cd_speed));
  return perform(device, request);
}

}  // namespace driver::mmc
