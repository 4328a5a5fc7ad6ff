#include "driver/mmc/commands/send_opc_information.h"

#include "driver/mmc/command.h"
#include "driver/mmc/commands/send_opc_information_layout.h"

namespace driver::mmc {

std::expected<void, DriveError> calibrate_power(Device& device) {
  // growisofs allows 120 s; a calibration takes 1 to 30 s.
  Request request{.cdb = make_cdb(operation_code::send_opc_information),
                  .timeout = std::chrono::seconds{120},
                  .on_change = OnChange::fail};
  send_opc_information_cdb::doopc::set(request.cdb, 1);
  return perform(device, request);
}

}  // namespace driver::mmc
