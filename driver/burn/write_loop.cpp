#include "driver/burn/write_loop.h"

#include <algorithm>

#include "driver/mmc/commands/transfer.h"

namespace driver::burn {
namespace {

using base::BlockCount;

class WriteLoop {
 public:
  WriteLoop(const WriteBlocks& step, mmc::Device& device, image::Image& image, Observer& observer)
      : step_(step), device_(device), image_(image), observer_(observer), end_(step.total()) {}

  WriteOutcome run() {
    base::ByteBuffer now;
    base::ByteBuffer next;
    prepare(now);
    while (!now.empty() && !outcome_.drive) {
      const mmc::Request request = mmc::write_10(step_.first + outcome_.taken, now);
      device_.begin(request);
      prepared_ += blocks_in(now);
      prepare(next);  // while the drive works
      settle(device_.end(), blocks_in(now));
      std::swap(now, next);
    }
    return outcome_;
  }

 private:
  static BlockCount blocks_in(const base::ByteBuffer& buffer) {
    return BlockCount{static_cast<std::int64_t>(buffer.size()) / base::block_bytes};
  }

  // Fills `buffer` with the blocks that follow the prepared ones; leaves it empty at the end.
  void prepare(base::ByteBuffer& buffer) {
    // An image that is on its way as a whole is not cancelled for the zeros that follow it.
    const bool is_whole = prepared_ >= step_.zeros_before + step_.image;
    if (!is_whole && !outcome_.is_cut_short && observer_.cancel_requested()) cut_short();
    const BlockCount count = std::min(step_.per_command, end_ - prepared_);
    buffer.assign(static_cast<std::size_t>(std::max<std::int64_t>(count.value, 0) * base::block_bytes), 0);
    if (!buffer.empty() && !outcome_.is_cut_short) copy_image(buffer);
    if (outcome_.is_cut_short && prepared_ >= end_) buffer.clear();
  }

  // From here on zeros, and no more of them than the medium needs to stay whole.
  void cut_short() {
    outcome_.is_cut_short = true;
    end_ = std::min(end_, prepared_.value == 0 ? BlockCount{0} : std::max(prepared_, step_.least_when_cancelled));
  }

  void copy_image(base::MutableBytes buffer) {
    const BlockCount from = std::max(prepared_, step_.zeros_before);
    const BlockCount to = std::min(prepared_ + BlockCount{static_cast<std::int64_t>(buffer.size()) / base::block_bytes},
                                   step_.zeros_before + step_.image);
    if (from >= to) return;
    const auto offset = static_cast<std::size_t>((from - prepared_).value * base::block_bytes);
    const auto size = static_cast<std::size_t>((to - from).value * base::block_bytes);
    if (auto read = image_.read(from - step_.zeros_before, buffer.subspan(offset, size)); !read) {
      outcome_.source = read.error();
      cut_short();
    }
  }

  void settle(const std::expected<base::ByteBuffer, mmc::DriveError>& answer, BlockCount count) {
    if (!answer) {
      outcome_.drive = answer.error();
      outcome_.answer_is_missing = answer.error().kind == mmc::DriveError::Kind::transport;
      return;
    }
    outcome_.taken += count;
    observer_.progressed({.done = outcome_.taken, .total = step_.total()});
  }

  const WriteBlocks& step_;
  mmc::Device& device_;
  image::Image& image_;
  Observer& observer_;
  BlockCount end_;         // of what will be written
  BlockCount prepared_{};  // given to the drive
  WriteOutcome outcome_;
};

}  // namespace

WriteOutcome write_blocks(const WriteBlocks& step, mmc::Device& device, image::Image& image, Observer& observer) {
  return WriteLoop{step, device, image, observer}.run();
}

}  // namespace driver::burn
