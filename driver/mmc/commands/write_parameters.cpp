#include "driver/mmc/commands/write_parameters.h"

#include "driver/mmc/command.h"
#include "driver/mmc/commands/mode.h"
#include "driver/mmc/commands/mode_layout.h"

namespace driver::mmc {
namespace {

namespace layout = write_parameters_page;

std::expected<base::ByteBuffer, DriveError> read_page(Device& device) {
  auto page = mode_sense(device, mode_page::write_parameters);
  if (page && page->size() < layout::audio_pause_length::end) {
    return std::unexpected(
        malformed(make_cdb(operation_code::mode_sense_10), "the write parameters page is cut short"));
  }
  return page;
}

void apply(const WriteParameters& parameters, base::ByteBuffer& page) {
  layout::bufe::set(page, parameters.buffer_underrun_free ? 1 : 0);
  const bool has_packets = parameters.packet_blocks > 0;
  layout::ls_v::set(page, has_packets ? 1 : 0);
  layout::test_write::set(page, parameters.test_write ? 1 : 0);
  layout::write_type::set(page, static_cast<std::uint64_t>(parameters.write_type));
  layout::multi_session::set(page, static_cast<std::uint64_t>(parameters.multi_session));
  layout::fp::set(page, has_packets ? 1 : 0);
  layout::copy::set(page, 0);
  layout::track_mode::set(page, parameters.track_mode);
  layout::data_block_type::set(page, parameters.data_block_type);
  layout::link_size::set(page, parameters.packet_blocks);
  layout::session_format::set(page, 0);  // CD-DA or CD-ROM
  layout::packet_size::set(page, parameters.packet_blocks);
  layout::audio_pause_length::set(page, 150);  // the standard's default; two seconds
}

}  // namespace

std::expected<void, DriveError> select_write_parameters(Device& device, const WriteParameters& parameters) {
  auto page = read_page(device);
  if (!page) return std::unexpected(page.error());
  apply(parameters, *page);
  return mode_select(device, *page);
}

}  // namespace driver::mmc
