#include "driver/mmc/commands/read_format_capacities.h"

#include <algorithm>

#include "driver/mmc/command.h"
#include "driver/mmc/commands/read_format_capacities_layout.h"

namespace driver::mmc {

std::expected<FormatCapacities, DriveError> read_format_capacities(Device& device) {
  constexpr std::size_t header_bytes = 4;
  constexpr std::size_t descriptor_bytes = 8;
  constexpr std::size_t length =
      header_bytes + 31 * descriptor_bytes;  // the most that the list's one-byte length can say
  Request request{.cdb = make_cdb(operation_code::read_format_capacities), .expected_bytes = length};
  read_format_capacities_cdb::allocation_length::set(request.cdb, length);
  const auto reply = read_reply(device, request, header_bytes + descriptor_bytes);
  if (!reply) return std::unexpected(reply.error());
  base::Bytes rest = base::Bytes{*reply}.subspan(header_bytes);
  rest = rest.first(std::min<std::size_t>(rest.size(), capacity_list_header::capacity_list_length::get(*reply)));
  if (rest.size() < descriptor_bytes) {
    return std::unexpected(malformed(request.cdb, "the list has no current capacity descriptor"));
  }
  const auto blocks = [](std::uint64_t value) { return base::BlockCount{static_cast<std::int64_t>(value)}; };
  FormatCapacities capacities{
      .blocks = blocks(current_capacity_descriptor::number_of_blocks::get(rest)),
      .kind = static_cast<CapacityKind>(current_capacity_descriptor::descriptor_type::get(rest)),
      .block_bytes = static_cast<std::uint32_t>(current_capacity_descriptor::block_length::get(rest))};
  namespace layout = formattable_capacity_descriptor;
  for (rest = rest.subspan(descriptor_bytes); rest.size() >= descriptor_bytes; rest = rest.subspan(descriptor_bytes)) {
    capacities.formattable.push_back(
        {.blocks = blocks(layout::number_of_blocks::get(rest)),
         .format_type = static_cast<std::uint8_t>(layout::format_type::get(rest)),
         .parameter = static_cast<std::uint32_t>(layout::type_dependent_parameter::get(rest))});
  }
  return capacities;
}

}  // namespace driver::mmc
