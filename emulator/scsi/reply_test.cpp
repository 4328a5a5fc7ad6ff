#include "emulator/scsi/reply.h"

#include <gtest/gtest.h>

#include <array>

namespace emulator::scsi {
namespace {

std::vector<Segment> three_kinds() {
  static constexpr std::array<std::uint8_t, 2> store{3, 4};
  std::vector<Segment> segments;
  segments.emplace_back(base::ByteBuffer{1, 2});
  segments.emplace_back(Slice{nullptr, store});
  segments.emplace_back(Fill{9, 2});
  return segments;
}

TEST(Segments, gather_keeps_the_order) { EXPECT_EQ(gather(three_kinds()), (base::ByteBuffer{1, 2, 3, 4, 9, 9})); }

TEST(Segments, truncate_cuts_at_every_length) {
  const base::ByteBuffer whole = gather(three_kinds());
  for (std::size_t size = 0; size <= whole.size() + 1; ++size) {
    std::vector<Segment> segments = three_kinds();
    truncate(segments, size);
    const base::ByteBuffer expected(whole.begin(), whole.begin() + static_cast<long>(std::min(size, whole.size())));
    EXPECT_EQ(gather(segments), expected) << size;
  }
}

}  // namespace
}  // namespace emulator::scsi
