#include "driver/image/iso9660/records.h"

#include <gtest/gtest.h>

#include <limits>

#include "emulator/base/hex.h"

namespace driver::image::iso9660 {
namespace {

std::string hex(base::Bytes bytes) { return base::format_hex(bytes); }
base::ByteBuffer text(std::string_view identifier) { return {identifier.begin(), identifier.end()}; }

TEST(BothByteOrders, least_significant_byte_first_then_most) {
  base::ByteBuffer bytes(9, 0xEE);
  put_both_16(bytes, 2, 0x1234);
  EXPECT_EQ(hex(bytes), "EE 34 12 12 34 EE EE EE EE");
  put_both_32(bytes, 1, 0x12345678);
  EXPECT_EQ(hex(bytes), "78 56 34 12 12 34 56 78 EE");
  put_both_32(bytes, 2, 0xFFFFFFFE);
  EXPECT_EQ(hex(bytes), "78 FE FF FF FF FF FF FF FE");
}

TEST(OneByteOrder, positions_count_from_one) {
  base::ByteBuffer bytes(6);
  put_little_32(bytes, 1, 0x12345678);
  EXPECT_EQ(hex(bytes), "78 56 34 12 00 00");
  put_big_32(bytes, 3, 0x12345678);
  EXPECT_EQ(hex(bytes), "78 56 12 34 56 78");
}

TEST(Text, is_filled_with_spaces_and_cut_to_its_field) {
  base::ByteBuffer bytes(6);
  put_text(bytes, 2, 4, "AB");
  EXPECT_EQ(hex(bytes), "00 41 42 20 20 00");
  put_text(bytes, 2, 4, "ABCDEF");
  EXPECT_EQ(hex(bytes), "00 41 42 43 44 00");
}

std::string long_date(std::int64_t seconds) {
  base::ByteBuffer bytes(17, 0xEE);
  put_long_date(bytes, 1, seconds);
  EXPECT_EQ(bytes[16], 0);  // offset from UTC
  return {bytes.begin(), bytes.begin() + 16};
}

TEST(LongDate, is_sixteen_digits_in_utc) {
  EXPECT_EQ(long_date(0), "1970010100000000");
  EXPECT_EQ(long_date(1'767'323'045), "2026010203040500");
  EXPECT_EQ(long_date(951'782'400), "2000022900000000");
}

TEST(LongDate, before_1970_counts_back) {
  EXPECT_EQ(long_date(-1), "1969123123595900");
  EXPECT_EQ(long_date(-2'208'988'801), "1899123123595900");
}

TEST(LongDate, years_outside_1_to_9999_become_the_nearest_moment) {
  EXPECT_EQ(long_date(-62'135'596'800), "0001010100000000");
  EXPECT_EQ(long_date(-62'135'596'801), "0001010100000000");
  EXPECT_EQ(long_date(253'402'300'799), "9999123123595900");
  EXPECT_EQ(long_date(253'402'300'800), "9999123123595900");
  EXPECT_EQ(long_date(std::numeric_limits<std::int64_t>::min()), "0001010100000000");
  EXPECT_EQ(long_date(std::numeric_limits<std::int64_t>::max()), "9999123123595900");
}

TEST(LongDate, that_is_not_specified_is_sixteen_zero_digits_and_a_zero_byte) {
  base::ByteBuffer bytes(17, 0xEE);
  put_no_date(bytes, 1);
  EXPECT_EQ(hex(bytes), "30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 00");
}

TEST(DirectoryRecord, of_a_file_with_an_even_identifier_is_padded) {
  EXPECT_EQ(
      hex(encode({.identifier = text("README.TXT;1"), .extent = 0x00012345, .size = 1'234, .modified = 1'767'323'045})),
      "2E 00 45 23 01 00 00 01 23 45 D2 04 00 00 00 00 04 D2 7E 01 02 03 04 05 00 00 00 00 01 00 00 01 0C "
      "52 45 41 44 4D 45 2E 54 58 54 3B 31 00");
}

TEST(DirectoryRecord, of_a_directory_with_an_odd_identifier_has_no_padding) {
  EXPECT_EQ(hex(encode({.identifier = text("SUB"), .extent = 23, .size = 2'048, .modified = 0, .is_directory = true})),
            "24 00 17 00 00 00 00 00 00 17 00 08 00 00 00 00 08 00 46 01 01 00 00 00 00 02 00 00 01 00 00 01 03 "
            "53 55 42");
}

TEST(DirectoryRecord, of_a_directory_itself_is_34_bytes) {
  EXPECT_EQ(encode({.identifier = {0}, .is_directory = true}).size(), 34U);
  EXPECT_EQ(encoded_size(1), 34U);
  EXPECT_EQ(encoded_size(2), 36U);
  EXPECT_EQ(encoded_size(132), 166U);  // the longest of Joliet
}

std::string short_date(std::int64_t seconds) {
  const base::ByteBuffer record = encode({.identifier = {0}, .modified = seconds});
  return hex(base::Bytes{record}.subspan(18, 7));
}

TEST(ShortDate, before_1970_and_at_the_turn_of_the_century) {
  EXPECT_EQ(short_date(-1), "45 0C 1F 17 3B 3B 00");           // 1969-12-31 23:59:59
  EXPECT_EQ(short_date(946'684'800), "64 01 01 00 00 00 00");  // 2000-01-01 00:00:00
}

TEST(ShortDate, years_outside_1900_to_2155_become_the_nearest_moment) {
  EXPECT_EQ(short_date(-2'208'988'800), "00 01 01 00 00 00 00");
  EXPECT_EQ(short_date(-2'208'988'801), "00 01 01 00 00 00 00");
  EXPECT_EQ(short_date(5'869'583'999), "FF 0C 1F 17 3B 3B 00");
  EXPECT_EQ(short_date(5'869'584'000), "FF 0C 1F 17 3B 3B 00");
  EXPECT_EQ(short_date(std::numeric_limits<std::int64_t>::min()), "00 01 01 00 00 00 00");
}

}  // namespace
}  // namespace driver::image::iso9660
