#include "driver/mmc/commands/close_track_session.h"

#include "driver/mmc/command.h"
#include "driver/mmc/commands/close_track_session_layout.h"

namespace driver::mmc {

std::expected<void, DriveError> close_track_session(Device& device, CloseFunction function, std::uint16_t track) {
  Request request{.cdb = make_cdb(operation_code::close_track_session),
                  .timeout = std::chrono::seconds{200},
                  .on_change = OnChange::fail};
  close_track_session_cdb::immed::set(request.cdb, 1);
  close_track_session_cdb::close_function::set(request.cdb, static_cast<std::uint64_t>(function));
  close_track_session_cdb::logical_track_number::set(request.cdb, function == CloseFunction::track ? track : 0);
  if (auto begun = perform(device, request); !begun) return begun;
  return device.wait_until_ready(OnChange::fail);
}

}  // namespace driver::mmc
