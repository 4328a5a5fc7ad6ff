#include "driver/image/iso9660/volume_descriptor.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "emulator/base/hex.h"

namespace driver::image::iso9660 {
namespace {

const VolumeIdentity identity{.volume_id = "Größe 1", .timestamp = 1'767'323'045};
const VolumePlace place{.blocks = 0x00030201,
                        .path_table_size = 0x1122,
                        .little_path_table = 19,
                        .big_path_table = 0x00010014,
                        .root = {.identifier = {0}, .extent = 23, .size = 2'048, .modified = 0, .is_directory = true}};

// A field by the byte positions of the standard, first and last.
std::string field(const base::ByteBuffer& bytes, std::size_t first, std::size_t last) {
  return base::format_hex(base::Bytes{bytes}.subspan(first - 1, last - first + 1));
}
std::string text(const base::ByteBuffer& bytes, std::size_t first, std::size_t last) {
  return {bytes.begin() + static_cast<std::ptrdiff_t>(first - 1), bytes.begin() + static_cast<std::ptrdiff_t>(last)};
}
bool is_all(const base::ByteBuffer& bytes, std::size_t first, std::size_t last, std::uint8_t value) {
  return std::ranges::all_of(base::Bytes{bytes}.subspan(first - 1, last - first + 1),
                             [&](std::uint8_t byte) { return byte == value; });
}

// The fields in which both descriptors are the same.
void expect_common_fields(const base::ByteBuffer& bytes) {
  ASSERT_EQ(bytes.size(), 2048U);
  EXPECT_EQ(text(bytes, 2, 6), "CD001");
  EXPECT_EQ(bytes[6], 1);  // volume descriptor version
  EXPECT_EQ(bytes[7], 0);  // unused, or volume flags
  EXPECT_TRUE(is_all(bytes, 73, 80, 0));
  EXPECT_EQ(field(bytes, 81, 88), "01 02 03 00 00 03 02 01");    // volume space size
  EXPECT_EQ(field(bytes, 121, 124), "01 00 00 01");              // volume set size
  EXPECT_EQ(field(bytes, 125, 128), "01 00 00 01");              // volume sequence number
  EXPECT_EQ(field(bytes, 129, 132), "00 08 08 00");              // logical block size
  EXPECT_EQ(field(bytes, 133, 140), "22 11 00 00 00 00 11 22");  // path table size
  EXPECT_EQ(field(bytes, 141, 144), "13 00 00 00");              // type L path table
  EXPECT_EQ(field(bytes, 145, 148), "00 00 00 00");              // optional type L path table
  EXPECT_EQ(field(bytes, 149, 152), "00 01 00 14");              // type M path table
  EXPECT_EQ(field(bytes, 153, 156), "00 00 00 00");              // optional type M path table
  EXPECT_EQ(field(bytes, 157, 190),
            "22 00 17 00 00 00 00 00 00 17 00 08 00 00 00 00 08 00 46 01 01 00 00 00 00 02 00 00 01 00 00 01 01 00");
  EXPECT_EQ(text(bytes, 814, 829), "2026010203040500");  // creation
  EXPECT_EQ(bytes[829], 0);
  EXPECT_EQ(text(bytes, 831, 846), "2026010203040500");  // modification
  EXPECT_EQ(bytes[846], 0);
  EXPECT_EQ(text(bytes, 848, 863), "0000000000000000");  // expiration
  EXPECT_EQ(bytes[863], 0);
  EXPECT_EQ(text(bytes, 865, 880), "0000000000000000");  // effective
  EXPECT_EQ(bytes[880], 0);
  EXPECT_EQ(bytes[881], 1);  // file structure version
  EXPECT_TRUE(is_all(bytes, 883, 2048, 0));
}

TEST(PrimaryDescriptor, every_field_by_its_position) {
  const base::ByteBuffer bytes = primary_descriptor(identity, place);
  expect_common_fields(bytes);
  EXPECT_EQ(bytes[0], 1);
  EXPECT_TRUE(is_all(bytes, 9, 40, ' '));                              // system identifier
  EXPECT_EQ(text(bytes, 41, 72), "GR__E_1                         ");  // volume identifier
  EXPECT_TRUE(is_all(bytes, 89, 120, 0));                              // unused
  EXPECT_TRUE(is_all(bytes, 191, 574, ' '));                           // volume set, publisher, data preparer
  EXPECT_EQ(text(bytes, 575, 584), "BURNBENCH ");                      // application identifier
  EXPECT_TRUE(is_all(bytes, 584, 813, ' '));                           // its rest, and the three file identifiers
}

TEST(JolietDescriptor, every_field_by_its_position) {
  const base::ByteBuffer bytes = joliet_descriptor(identity, place);
  expect_common_fields(bytes);
  EXPECT_EQ(bytes[0], 2);
  EXPECT_EQ(field(bytes, 89, 92), "25 2F 45 00");  // escape sequence of UCS-2 level 3
  EXPECT_TRUE(is_all(bytes, 92, 120, 0));
  EXPECT_EQ(field(bytes, 41, 56), "00 47 00 72 00 F6 00 DF 00 65 00 20 00 31 00 20");
  EXPECT_EQ(field(bytes, 57, 72), "00 20 00 20 00 20 00 20 00 20 00 20 00 20 00 20");
  EXPECT_EQ(field(bytes, 9, 12), "00 20 00 20");     // system identifier
  EXPECT_EQ(field(bytes, 191, 194), "00 20 00 20");  // volume set identifier
  EXPECT_EQ(field(bytes, 571, 574), "00 20 00 20");  // the last of the data preparer identifier
  EXPECT_EQ(field(bytes, 575, 594), "00 42 00 55 00 52 00 4E 00 42 00 45 00 4E 00 43 00 48 00 20");
  // The file identifiers have an odd length: eighteen characters and a byte that is none.
  EXPECT_EQ(field(bytes, 735, 741), "00 20 00 20 00 00 20");
  EXPECT_EQ(field(bytes, 811, 813), "00 20 00");
}

TEST(Descriptors, volume_identifier_is_cut_to_32_and_16_characters) {
  const VolumeIdentity longest{.volume_id = "abcdefghijklmnopqrstuvwxyz0123456789", .timestamp = 0};
  EXPECT_EQ(text(primary_descriptor(longest, place), 41, 73), std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345") + '\0');
  EXPECT_EQ(field(joliet_descriptor(longest, place), 69, 74), "00 6F 00 70 00 00");
}

TEST(Terminator, is_seven_bytes_and_zeros) {
  const base::ByteBuffer bytes = terminator();
  ASSERT_EQ(bytes.size(), 2048U);
  EXPECT_EQ(field(bytes, 1, 7), "FF 43 44 30 30 31 01");
  EXPECT_TRUE(is_all(bytes, 8, 2048, 0));
}

}  // namespace
}  // namespace driver::image::iso9660
