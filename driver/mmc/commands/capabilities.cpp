#include "driver/mmc/commands/capabilities.h"

#include "driver/mmc/command.h"
#include "driver/mmc/commands/mode.h"
#include "driver/mmc/commands/mode_layout.h"

namespace driver::mmc {

std::expected<Capabilities, DriveError> read_capabilities(Device& device) {
  namespace layout = mm_capabilities_page;
  const auto page = mode_sense(device, mode_page::mm_capabilities);
  if (!page) return std::unexpected(page.error());
  if (page->size() < layout::buffer_size_supported::end) {
    return std::unexpected(malformed(make_cdb(operation_code::mode_sense_10), "the capabilities page is cut short"));
  }
  Capabilities capabilities{
      .loading_mechanism = static_cast<std::uint8_t>(layout::loading_mechanism_type::get(*page)),
      .maximum_read_kbytes_per_second = static_cast<std::uint32_t>(layout::maximum_read_speed_supported::get(*page)),
      .buffer_kibibytes = static_cast<std::uint32_t>(layout::buffer_size_supported::get(*page)),
  };
  // The page grew with MMC-3: the current speed and the list are not there on older drives.
  if (page->size() < layout::number_of_write_speed_descriptors::end) return capabilities;
  capabilities.current_write_kbytes_per_second =
      static_cast<std::uint32_t>(layout::current_write_speed_selected::get(*page));
  constexpr std::size_t descriptor_bytes = 4;
  base::Bytes rest = base::Bytes{*page}.subspan(layout::number_of_write_speed_descriptors::end);
  // A count beyond the page's end is cut to what is there.
  for (auto count = layout::number_of_write_speed_descriptors::get(*page); count > 0 && rest.size() >= descriptor_bytes;
       --count, rest = rest.subspan(descriptor_bytes)) {
    capabilities.write_kbytes_per_second.push_back(
        static_cast<std::uint32_t>(mm_write_speed_descriptor::write_speed_supported::get(rest)));
  }
  return capabilities;
}

}  // namespace driver::mmc
