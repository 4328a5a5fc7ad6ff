#include "driver/mmc/commands/read_capacity.h"

#include "driver/mmc/command.h"
#include "driver/mmc/commands/read_capacity_layout.h"

namespace driver::mmc {

std::expected<Capacity, DriveError> read_capacity(Device& device) {
  namespace layout = read_capacity_10_reply;
  constexpr std::size_t length = layout::block_length_in_bytes::end;
  const Request request{.cdb = make_cdb(operation_code::read_capacity_10), .expected_bytes = length};
  const auto reply = read_reply(device, request, length);
  if (!reply) return std::unexpected(reply.error());
  return Capacity{.last_block = base::Lba::from_wire(layout::logical_block_address::get(*reply)),
                  .block_bytes = static_cast<std::uint32_t>(layout::block_length_in_bytes::get(*reply))};
}

}  // namespace driver::mmc
