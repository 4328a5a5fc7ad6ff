#include "emulator/mmc/commands/read_buffer_capacity.h"

#include "emulator/mmc/commands/read_buffer_capacity_layout.h"

namespace emulator::mmc {

scsi::Outcome read_buffer_capacity(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  namespace layout = read_buffer_capacity_reply;
  constexpr std::size_t reply_bytes = 12;
  const base::ByteCount free = drive.write_buffer().free(now);
  base::ByteBuffer reply(reply_bytes);
  layout::data_length::set(reply, reply_bytes - 2);
  if (read_buffer_capacity_cdb::block::get(request.cdb) != 0) {
    // Counted in blocks the size of the buffer is reserved.
    layout::block::set(reply, 1);
    layout::available_length_of_buffer::set(reply, static_cast<std::uint64_t>(free.value / base::block_bytes));
    return scsi::data_reply(std::move(reply));
  }
  layout::length_of_buffer::set(reply, static_cast<std::uint64_t>(drive.write_buffer().size().value));
  layout::available_length_of_buffer::set(reply, static_cast<std::uint64_t>(free.value));
  return scsi::data_reply(std::move(reply));
}

}  // namespace emulator::mmc
