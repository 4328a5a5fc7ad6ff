#include "driver/mmc/commands/blank.h"

#include "driver/mmc/command.h"
#include "driver/mmc/commands/blank_layout.h"

namespace driver::mmc {

std::expected<void, DriveError> blank(Device& device, BlankType type) {
  Request request{
      .cdb = make_cdb(operation_code::blank), .timeout = std::chrono::seconds{200}, .on_change = OnChange::fail};
  blank_cdb::immed::set(request.cdb, 1);
  blank_cdb::blanking_type::set(request.cdb, static_cast<std::uint64_t>(type));
  if (auto begun = perform(device, request); !begun) return begun;
  return device.wait_until_ready(OnChange::fail);
}

}  // namespace driver::mmc
