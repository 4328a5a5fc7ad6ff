#include "emulator/iscsi/pdu_writer.h"

#include <gtest/gtest.h>

#include "emulator/base/checksum.h"
#include "emulator/iscsi/test_initiator.h"

namespace emulator::iscsi {
namespace {

base::ByteBuffer all_of(const PduWriter& writer) {
  std::array<base::Bytes, 32> pieces;
  const std::size_t count = writer.output(pieces);
  base::ByteBuffer all;
  for (std::size_t i = 0; i < count; ++i) all.insert(all.end(), pieces[i].begin(), pieces[i].end());
  return all;
}

Header numbered_header() {
  Header header{};
  for (std::size_t i = 8; i < header.size(); ++i) header[i] = static_cast<std::uint8_t>(i);
  return header;
}

TEST(PduWriter, fills_in_the_length_and_pads_with_zeros) {
  PduWriter writer;
  writer.add(numbered_header(), {as_slice({0xA1, 0xA2, 0xA3}), as_slice({0xA4, 0xA5})});
  const base::ByteBuffer all = all_of(writer);
  ASSERT_EQ(all.size(), 56U);
  EXPECT_EQ(base::format_hex(base::Bytes{all}.subspan(4, 6)), "00 00 00 05 08 09");
  EXPECT_EQ(base::format_hex(base::Bytes{all}.subspan(48)), "A1 A2 A3 A4 A5 00 00 00");
  EXPECT_EQ(writer.pending(), 56U);
}

TEST(PduWriter, data_goes_out_from_where_it_lies) {
  PduWriter writer;
  const scsi::Slice slice = as_slice(ramp(2048));
  writer.add({}, {slice});
  std::array<base::Bytes, 4> pieces;
  ASSERT_EQ(writer.output(pieces), 2U);
  EXPECT_EQ(pieces[1].data(), slice.bytes.data());
}

TEST(PduWriter, adds_the_digests_of_header_and_of_padded_data) {
  PduWriter writer;
  writer.set_digests({.header = true, .data = true});
  writer.add(numbered_header(), {as_slice({1, 2}), as_slice({3})});
  const base::ByteBuffer all = all_of(writer);
  ASSERT_EQ(all.size(), 48U + 4 + 4 + 4);
  const auto stored = [&](std::size_t offset) {
    return static_cast<std::uint32_t>(all[offset] | all[offset + 1] << 8 | all[offset + 2] << 16) |
           static_cast<std::uint32_t>(all[offset + 3]) << 24;
  };
  EXPECT_EQ(stored(48), base::crc32c(base::Bytes{all}.first(48)));
  EXPECT_EQ(stored(56), base::crc32c(base::Bytes{all}.subspan(52, 4)));
}

TEST(PduWriter, whatever_the_socket_takes_the_rest_follows) {
  PduWriter whole;
  whole.add(numbered_header(), {as_slice(ramp(70)), as_slice(ramp(30, 9))});
  whole.add(numbered_header());
  const base::ByteBuffer expected = all_of(whole);
  for (std::size_t step = 1; step <= expected.size(); ++step) {
    PduWriter writer;
    writer.add(numbered_header(), {as_slice(ramp(70)), as_slice(ramp(30, 9))});
    writer.add(numbered_header());
    base::ByteBuffer got;
    while (writer.pending() > 0) {
      const base::ByteBuffer left = all_of(writer);
      ASSERT_EQ(left.size(), writer.pending());
      const std::size_t taken = std::min(step, left.size());
      got.insert(got.end(), left.begin(), left.begin() + static_cast<std::ptrdiff_t>(taken));
      writer.sent(taken);
    }
    EXPECT_EQ(got, expected) << "in steps of " << step;
  }
}

TEST(PduWriter, fills_become_slices_that_take_no_memory_of_their_own_when_they_are_zero) {
  std::vector<scsi::Segment> segments;
  segments.emplace_back(scsi::Fill{.value = 0, .size = 200'000});
  segments.emplace_back(base::ByteBuffer{});
  segments.emplace_back(scsi::Fill{.value = 0xE5, .size = 100'000});
  segments.emplace_back(scsi::Fill{.value = 0xE5, .size = 0});
  const std::vector<scsi::Slice> slices = as_slices(std::move(segments));
  std::size_t size = 0;
  for (const scsi::Slice& slice : slices) {
    const std::uint8_t wanted = size < 200'000 ? 0 : 0xE5;
    EXPECT_EQ(std::ranges::count(slice.bytes, wanted), static_cast<std::ptrdiff_t>(slice.bytes.size()));
    EXPECT_EQ(slice.keep == nullptr, wanted == 0);
    size += slice.bytes.size();
  }
  EXPECT_EQ(size, 300'000U);
}

TEST(PduWriter, take_front_cuts_slices_where_it_has_to) {
  std::deque<scsi::Slice> slices{as_slice({1, 2, 3}), as_slice({4, 5}), as_slice({6})};
  const std::vector<scsi::Slice> taken = take_front(slices, 4);
  ASSERT_EQ(taken.size(), 2U);
  EXPECT_EQ(base::format_hex(taken[0].bytes), "01 02 03");
  EXPECT_EQ(base::format_hex(taken[1].bytes), "04");
  ASSERT_EQ(slices.size(), 2U);
  EXPECT_EQ(base::format_hex(slices[0].bytes), "05");
}

}  // namespace
}  // namespace emulator::iscsi
