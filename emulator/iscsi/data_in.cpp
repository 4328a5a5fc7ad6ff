#include "emulator/iscsi/data_in.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <utility>

#include "emulator/base/units.h"

namespace emulator::iscsi {
namespace {

// What one Data-In may hold: whole blocks where the initiator takes a block, else whole words, so that only the last
// PDU of a transfer can need padding.
std::uint32_t largest_part(const Parameters& parameters) {
  const std::uint32_t declared = parameters.initiator_max_recv_data_segment_length;
  const auto unit = declared >= base::block_bytes ? static_cast<std::uint32_t>(base::block_bytes) : 4U;
  constexpr std::uint32_t enough = 256 * 1024;
  return std::min(declared, enough) / unit * unit;
}

Residual residual_of(std::uint64_t wanted, std::uint32_t expected) {
  constexpr std::uint64_t largest = 0xFFFF'FFFF;
  if (wanted > expected) {
    return {.overflow = true, .count = static_cast<std::uint32_t>(std::min(wanted - expected, largest))};
  }
  if (wanted < expected) return {.underflow = true, .count = static_cast<std::uint32_t>(expected - wanted)};
  return {};
}

// A command that was refused has taken nothing, whatever was sent to it.
Residual residual_of(const Task& task, std::uint64_t data_in) {
  if (!task.writes) return residual_of(data_in, task.expected_length);
  if (data_in > 0) return residual_of(data_in, 0);  // data for which the initiator has no room
  const bool took_data = task.reply.status == scsi::Status::good;
  return residual_of(took_data ? task.reply.data_out_taken.value_or(task.expected_length) : 0, task.expected_length);
}

}  // namespace

void send_reply(Responder& responder, Task& task, const Parameters& parameters) {
  const std::uint64_t wanted = scsi::size_of(task.reply.segments);
  const Residual residual = residual_of(task, wanted);
  const auto size = task.reads ? static_cast<std::uint32_t>(std::min<std::uint64_t>(wanted, task.expected_length)) : 0U;
  const bool status_with_data = task.reply.status == scsi::Status::good && !task.reply.sense && size > 0;

  auto slices = as_slices(std::exchange(task.reply.segments, {}));
  std::deque<scsi::Slice> data(std::make_move_iterator(slices.begin()), std::make_move_iterator(slices.end()));
  const std::uint32_t most = largest_part(parameters);
  std::uint32_t parts = 0;
  for (std::uint32_t offset = 0; offset < size;) {
    const std::uint32_t left_in_burst = parameters.max_burst_length - offset % parameters.max_burst_length;
    const std::uint32_t here = std::min({most, left_in_burst, size - offset});
    const bool is_last = offset + here == size;
    responder.data_in({.initiator_task_tag = task.initiator_task_tag,
                       .data_sn = parts++,
                       .buffer_offset = offset,
                       .is_final = is_last || here == left_in_burst,
                       .status_good = is_last && status_with_data ? std::optional(residual) : std::nullopt,
                       .data = take_front(data, here)});
    offset += here;
  }
  if (status_with_data) return;
  responder.scsi({.initiator_task_tag = task.initiator_task_tag,
                  .status = task.reply.status,
                  .residual = residual,
                  .exp_data_sn = parts + task.data_out.solicitations(),
                  .sense = scsi::sense_data(task.reply)});
}

}  // namespace emulator::iscsi
