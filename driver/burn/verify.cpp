#include "driver/burn/verify.h"

#include <algorithm>

#include "driver/mmc/commands/transfer.h"

namespace driver::burn {
namespace {

using base::BlockCount;

// The first block in which the two buffers, of equal size, differ.
std::optional<BlockCount> difference(base::Bytes left, base::Bytes right) {
  const auto place = std::ranges::mismatch(left, right).in1;
  if (place == left.end()) return std::nullopt;
  return BlockCount{(place - left.begin()) / base::block_bytes};
}

}  // namespace

std::expected<Comparison, CompareError> compare(mmc::Device& device, image::Image& image, const ReadBack& where,
                                                Observer& observer) {
  const BlockCount total = image.size();
  base::ByteBuffer wanted;
  for (BlockCount done{0}; done < total;) {
    if (observer.cancel_requested()) return Comparison{};
    const BlockCount count = std::min(where.per_command, total - done);
    const auto read = mmc::read_10(device, {where.first + done, count});
    if (!read) return std::unexpected(CompareError{.drive = read.error()});
    wanted.resize(read->size());
    if (auto filled = image.read(done, wanted); !filled) {
      return std::unexpected(CompareError{.source = filled.error()});
    }
    if (const auto block = difference(*read, wanted)) {
      return Comparison{.differs_at = where.first + done + *block, .is_complete = true};
    }
    done += count;
    observer.progressed({.done = done, .total = total});
  }
  return Comparison{.is_complete = true};
}

}  // namespace driver::burn
