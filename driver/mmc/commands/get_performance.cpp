#include "driver/mmc/commands/get_performance.h"

#include <algorithm>

#include "driver/mmc/command.h"
#include "driver/mmc/commands/get_performance_layout.h"

namespace driver::mmc {
namespace {

constexpr std::size_t header_bytes = 8;
constexpr std::size_t descriptor_bytes = 16;
constexpr std::uint64_t write_speed_type = 0x03;

Request ask_for(std::size_t descriptors) {
  Request request{.cdb = make_cdb(operation_code::get_performance),
                  .expected_bytes = header_bytes + descriptors * descriptor_bytes};
  get_performance_cdb::maximum_number_of_descriptors::set(request.cdb, descriptors);
  get_performance_cdb::type::set(request.cdb, write_speed_type);
  return request;
}

}  // namespace

std::expected<std::vector<WriteSpeed>, DriveError> get_write_speeds(Device& device) {
  // The drive announces all of its descriptors whatever it is asked for, so the first question needs room for none.
  const auto header = read_reply(device, ask_for(0), header_bytes);
  if (!header) return std::unexpected(header.error());
  const std::uint64_t announced = performance_header::performance_data_length::get(*header);
  // The length counts the four bytes behind itself too. No drive lists more than a few dozen speeds.
  constexpr std::size_t most = 128;
  const std::size_t count = std::min<std::size_t>(announced < 4 ? 0 : (announced - 4) / descriptor_bytes, most);
  if (count == 0) return std::vector<WriteSpeed>{};
  const auto reply = read_reply(device, ask_for(count), header_bytes);
  if (!reply) return std::unexpected(reply.error());

  namespace layout = write_speed_descriptor;
  std::vector<WriteSpeed> speeds;
  for (base::Bytes rest = base::Bytes{*reply}.subspan(header_bytes); rest.size() >= descriptor_bytes;
       rest = rest.subspan(descriptor_bytes)) {
    speeds.push_back({.write_kbytes_per_second = static_cast<std::uint32_t>(layout::write_speed::get(rest)),
                      .read_kbytes_per_second = static_cast<std::uint32_t>(layout::read_speed::get(rest)),
                      .end = base::Lba::from_wire(layout::end_lba::get(rest)),
                      .is_constant_angular = layout::wrc::get(rest) == 1});
  }
  return speeds;
}

}  // namespace driver::mmc
