#include "driver/mmc/commands/mode.h"

#include <algorithm>

#include "driver/mmc/command.h"
#include "driver/mmc/commands/mode_layout.h"

namespace driver::mmc {
namespace {

constexpr std::size_t header_bytes = 8;
constexpr std::size_t page_header_bytes = 2;

}  // namespace

std::expected<base::ByteBuffer, DriveError> mode_sense(Device& device, std::uint8_t page_code) {
  // Header, a block descriptor that some drives send although DBD is set, and the longest page with a one-byte length.
  constexpr std::size_t length = header_bytes + 8 + page_header_bytes + 255;
  Request request{.cdb = make_cdb(operation_code::mode_sense_10), .expected_bytes = length};
  mode_sense_10_cdb::dbd::set(request.cdb, 1);
  mode_sense_10_cdb::page_control::set(request.cdb, 0);  // current values
  mode_sense_10_cdb::page_code::set(request.cdb, page_code);
  mode_sense_10_cdb::allocation_length::set(request.cdb, length);
  const auto reply = read_reply(device, request, header_bytes);
  if (!reply) return std::unexpected(reply.error());
  const std::size_t start = header_bytes + mode_parameter_header_10::block_descriptor_length::get(*reply);
  const std::size_t announced =
      mode_parameter_header_10::mode_data_length::get(*reply) + mode_parameter_header_10::mode_data_length::end;
  const base::Bytes data = base::Bytes{*reply}.first(std::min(announced, reply->size()));
  if (data.size() < start + page_header_bytes || mode_page_header::page_code::get(data.subspan(start)) != page_code) {
    return std::unexpected(malformed(request.cdb, "the reply holds no such page"));
  }
  const base::Bytes page = data.subspan(start);
  const std::size_t size = page_header_bytes + mode_page_header::page_length::get(page);
  if (size > page.size()) return std::unexpected(malformed(request.cdb, "the page is cut short"));
  return base::ByteBuffer{page.begin(), page.begin() + static_cast<std::ptrdiff_t>(size)};
}

std::expected<void, DriveError> mode_select(Device& device, base::Bytes page) {
  base::ByteBuffer list(
      header_bytes);  // the header's length is reserved in MODE SELECT, and no block descriptor follows
  list.insert(list.end(), page.begin(), page.end());
  mode_page_header::ps::set(base::MutableBytes{list}.subspan(header_bytes), 0);
  Request request{.cdb = make_cdb(operation_code::mode_select_10), .data_out = list, .on_change = OnChange::fail};
  mode_select_10_cdb::pf::set(request.cdb, 1);
  mode_select_10_cdb::sp::set(request.cdb, 0);
  mode_select_10_cdb::parameter_list_length::set(request.cdb, list.size());
  return perform(device, request);
}

}  // namespace driver::mmc
