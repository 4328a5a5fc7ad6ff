#include "driver/burn/read_out.h"

#include <algorithm>

#include "driver/mmc/commands/transfer.h"

namespace driver::burn {
namespace {

using base::BlockCount;

// The drive answered, and what it said is about the blocks asked for.
bool refuses_blocks(const mmc::DriveError& error) {
  return error.kind == mmc::DriveError::Kind::refused &&
         (error.is(mmc::SenseKey::illegal_request) || error.is(mmc::SenseKey::medium_error) ||
          error.is(mmc::SenseKey::blank_check));
}

}  // namespace

std::expected<ReadOutcome, mmc::DriveError> read_out(mmc::Device& device, const ReadRequest& request, BlockSink& sink,
                                                     Observer& observer) {
  const BlockCount total = request.range.count;
  const bool has_run_out = request.run_out == RunOut::possible && total > run_out_blocks;
  const BlockCount sure = has_run_out ? total - run_out_blocks : total;
  ReadOutcome outcome;
  while (outcome.blocks < total) {
    if (observer.cancel_requested()) {
      outcome.was_cancelled = true;
      return outcome;
    }
    const bool is_run_out = outcome.blocks >= sure;
    const BlockCount count = is_run_out ? BlockCount{1} : std::min(request.per_command, sure - outcome.blocks);
    const auto blocks = mmc::read_10(device, {request.range.first + outcome.blocks, count});
    if (!blocks && is_run_out && refuses_blocks(blocks.error())) {
      outcome.left_out = total - outcome.blocks;
      return outcome;
    }
    if (!blocks) return std::unexpected(blocks.error());
    if (!sink.take(*blocks)) {
      outcome.sink_failed = true;
      return outcome;
    }
    outcome.blocks += count;
    observer.progressed({.done = outcome.blocks, .total = total});
  }
  return outcome;
}

}  // namespace driver::burn
