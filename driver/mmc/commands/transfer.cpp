#include "driver/mmc/commands/transfer.h"

#include <fmt/core.h>

#include "driver/mmc/command.h"
#include "driver/mmc/commands/transfer_layout.h"

namespace driver::mmc {
namespace {

// A drive may calibrate its laser or recover a defect within one of these; libburn and growisofs allow as much.
constexpr std::chrono::seconds read_timeout{60};
constexpr std::chrono::seconds write_timeout{200};

}  // namespace

std::expected<base::ByteBuffer, DriveError> read_10(Device& device, base::BlockRange range) {
  const auto blocks = static_cast<std::size_t>(range.count.value);
  Request request{
      .cdb = make_cdb(operation_code::read_10), .expected_bytes = blocks * base::block_bytes, .timeout = read_timeout};
  read_10_cdb::logical_block_address::set(request.cdb, range.first.wire());
  read_10_cdb::transfer_length::set(request.cdb, blocks);
  auto reply = device.execute(request);
  if (reply && reply->size() != request.expected_bytes) {
    return std::unexpected(
        malformed(request.cdb, fmt::format("the drive sent {} bytes for {} blocks", reply->size(), range.count.value)));
  }
  return reply;
}

Request write_10(base::Lba first, base::Bytes data) {
  Request request{.cdb = make_cdb(operation_code::write_10),
                  .data_out = data,
                  .timeout = write_timeout,
                  .on_change = OnChange::fail};
  write_10_cdb::logical_block_address::set(request.cdb, first.wire());
  write_10_cdb::transfer_length::set(request.cdb, data.size() / base::block_bytes);
  return request;
}

std::expected<void, DriveError> synchronize_cache(Device& device) {
  Request request{
      .cdb = make_cdb(operation_code::synchronize_cache_10), .timeout = write_timeout, .on_change = OnChange::fail};
  synchronize_cache_10_cdb::immed::set(request.cdb, 1);
  if (auto begun = perform(device, request); !begun) return begun;
  return device.wait_until_ready(OnChange::fail);
}

std::expected<BufferCapacity, DriveError> read_buffer_capacity(Device& device) {
  namespace layout = read_buffer_capacity_reply;
  constexpr std::size_t length = layout::available_length_of_buffer::end;
  Request request{.cdb = make_cdb(operation_code::read_buffer_capacity), .expected_bytes = length};
  read_buffer_capacity_cdb::allocation_length::set(request.cdb, length);
  const auto reply = read_reply(device, request, length);
  if (!reply) return std::unexpected(reply.error());
  return BufferCapacity{.bytes = static_cast<std::uint32_t>(layout::length_of_buffer::get(*reply)),
                        .available_bytes = static_cast<std::uint32_t>(layout::available_length_of_buffer::get(*reply))};
}

}  // namespace driver::mmc
