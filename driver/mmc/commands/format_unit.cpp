#include "driver/mmc/commands/format_unit.h"

#include "driver/mmc/command.h"
#include "driver/mmc/commands/format_unit_layout.h"

namespace driver::mmc {

std::expected<void, DriveError> format_unit(Device& device, const FormatRequest& wanted) {
  constexpr std::size_t header_bytes = 4;
  constexpr std::size_t descriptor_bytes = 8;
  base::ByteBuffer list(header_bytes + descriptor_bytes);
  format_list_header::fov::set(list, wanted.keeps_defects ? 1 : 0);
  format_list_header::dcrt::set(list, wanted.keeps_defects ? 1 : 0);
  format_list_header::immed::set(list, 1);
  format_list_header::format_descriptor_length::set(list, descriptor_bytes);
  const base::MutableBytes descriptor = base::MutableBytes{list}.subspan(header_bytes);
  format_descriptor::number_of_blocks::set(descriptor, static_cast<std::uint64_t>(wanted.blocks.value));
  format_descriptor::format_type::set(descriptor, wanted.type);
  format_descriptor::format_sub_type::set(descriptor, static_cast<std::uint64_t>(wanted.certification));
  format_descriptor::type_dependent_parameter::set(descriptor, wanted.parameter);

  Request request{.cdb = make_cdb(operation_code::format_unit),
                  .data_out = list,
                  .timeout = std::chrono::seconds{200},
                  .on_change = OnChange::fail};
  format_unit_cdb::fmtdata::set(request.cdb, 1);
  format_unit_cdb::format_code::set(request.cdb, 1);
  if (auto begun = perform(device, request); !begun) return begun;
  return device.wait_until_ready(OnChange::fail);
}

}  // namespace driver::mmc
