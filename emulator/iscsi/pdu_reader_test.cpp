#include "emulator/iscsi/pdu_reader.h"

#include <gtest/gtest.h>

#include "emulator/base/checksum.h"
#include "emulator/iscsi/test_initiator.h"

namespace emulator::iscsi {
namespace {

// The READ(10) of RFC 7143, CRC Examples, and its digest as it stands on the wire.
using namespace base::literals;

constexpr auto read_10 =
    "01 C0 00 00 00 00 00 00 00 00 00 00 00 00 00 00 14 00 00 00 00 00 04 00 00 00 00 14 00 00 00 18 28 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00"_hex;
constexpr auto read_10_digest = "56 3A 96 D9"_hex;

base::ByteBuffer with_data(std::size_t size) {
  Frame frame;
  frame.header[0] = 0x40;
  frame.data = ramp(size);
  return frame.bytes();
}

TEST(PduReader, a_header_alone_is_a_pdu) {
  PduReader reader(8192);
  base::Bytes input = read_10;
  const auto pdu = reader.next(input);
  ASSERT_TRUE(pdu && *pdu);
  EXPECT_TRUE((*pdu)->is(Opcode::scsi_command));
  EXPECT_FALSE((*pdu)->immediate());
  EXPECT_EQ((*pdu)->initiator_task_tag(), 0x14000000U);
  EXPECT_TRUE((*pdu)->data.empty());
  EXPECT_TRUE(input.empty());
}

TEST(PduReader, data_that_comes_whole_is_not_copied) {
  PduReader reader(8192);
  const base::ByteBuffer stream = with_data(5);
  base::Bytes input = stream;
  const auto pdu = reader.next(input);
  ASSERT_TRUE(pdu && *pdu);
  EXPECT_EQ((*pdu)->data.data(), stream.data() + 48);
  EXPECT_EQ((*pdu)->data.size(), 5U);
  EXPECT_TRUE(input.empty());  // the three bytes of padding are gone too
}

TEST(PduReader, every_cut_of_the_stream_gives_the_same_pdus) {
  base::ByteBuffer stream = with_data(7);
  const base::ByteBuffer second = with_data(512);
  stream.insert(stream.end(), second.begin(), second.end());
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    PduReader reader(8192);
    std::vector<base::ByteBuffer> seen;
    for (base::Bytes input : {base::Bytes{stream}.first(cut), base::Bytes{stream}.subspan(cut)}) {
      for (;;) {
        const auto pdu = reader.next(input);
        ASSERT_TRUE(pdu.has_value());
        if (!*pdu) break;
        seen.emplace_back((*pdu)->data.begin(), (*pdu)->data.end());
      }
    }
    EXPECT_EQ(seen, (std::vector{ramp(7), ramp(512)})) << "cut at " << cut;
  }
}

TEST(PduReader, the_longest_data_segment_passes_and_one_byte_more_is_refused_by_the_header_alone) {
  PduReader reader(512);
  const base::ByteBuffer longest = with_data(512);
  base::Bytes input = longest;
  ASSERT_TRUE(reader.next(input).has_value());
  const base::ByteBuffer too_long = with_data(513);
  input = base::Bytes{too_long}.first(48);
  EXPECT_EQ(reader.next(input), std::unexpected(StreamError::data_segment_too_long));
}

TEST(PduReader, an_additional_header_during_login_is_refused) {
  base::ByteBuffer stream = with_data(0);
  stream[4] = 1;
  PduReader reader(8192);
  base::Bytes input = stream;
  EXPECT_EQ(reader.next(input), std::unexpected(StreamError::additional_header_in_login));
}

TEST(PduReader, additional_headers_are_handed_out_with_their_pdu) {
  base::ByteBuffer stream = with_data(0);
  stream[4] = 2;
  const base::ByteBuffer more = ramp(8);
  stream.insert(stream.end(), more.begin(), more.end());
  PduReader reader(8192);
  reader.set_takes_additional_headers(true);
  base::Bytes input = stream;
  const auto pdu = reader.next(input);
  ASSERT_TRUE(pdu && *pdu);
  EXPECT_TRUE(std::ranges::equal((*pdu)->additional_headers, more));
}

TEST(PduReader, a_right_header_digest_passes_and_a_wrong_one_ends_the_stream) {
  base::ByteBuffer stream(read_10.begin(), read_10.end());
  stream.insert(stream.end(), read_10_digest.begin(), read_10_digest.end());
  PduReader reader(8192);
  reader.set_digests({.header = true});
  base::Bytes input = stream;
  ASSERT_TRUE(reader.next(input).value().has_value());
  stream[47] ^= 1;
  input = stream;
  EXPECT_EQ(reader.next(input), std::unexpected(StreamError::header_digest));
}

TEST(PduReader, a_data_digest_covers_data_and_padding) {
  const base::ByteBuffer plain = with_data(6);
  const std::uint32_t digest = base::crc32c(base::Bytes{plain}.subspan(48));
  for (std::size_t spoiled = 48; spoiled <= 56; ++spoiled) {  // 56: none
    base::ByteBuffer stream = plain;
    for (unsigned shift = 0; shift < 32; shift += 8) stream.push_back(static_cast<std::uint8_t>(digest >> shift));
    if (spoiled < 56) stream[spoiled] ^= 0x80;
    PduReader reader(8192);
    reader.set_digests({.data = true});
    base::Bytes input = stream;
    const auto pdu = reader.next(input);
    ASSERT_TRUE(pdu && *pdu);
    EXPECT_EQ((*pdu)->data_digest_is_wrong, spoiled < 56) << spoiled;
    EXPECT_TRUE(input.empty());
  }
}

TEST(PduReader, a_pdu_without_data_has_no_data_digest) {
  PduReader reader(8192);
  reader.set_digests({.data = true});
  base::Bytes input = read_10;
  const auto pdu = reader.next(input);
  ASSERT_TRUE(pdu && *pdu);
  EXPECT_FALSE((*pdu)->data_digest_is_wrong);
}

}  // namespace
}  // namespace emulator::iscsi
