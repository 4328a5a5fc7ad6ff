#include "emulator/base/bits.h"

#include <gtest/gtest.h>

#include <array>

namespace base {
namespace {

TEST(Bits, takes_the_named_bits_of_the_named_byte) {
  constexpr std::array<std::uint8_t, 2> bytes{0xFF, 0b0101'1010};
  EXPECT_EQ((Bits<1, 6, 3>::get(bytes)), 0b1011U);
  EXPECT_EQ((Bits<1, 0>::get(bytes)), 0U);
  EXPECT_EQ((Bits<1, 1>::get(bytes)), 1U);
}

TEST(Bits, setting_leaves_the_neighbours_alone) {
  std::array<std::uint8_t, 2> bytes{0x00, 0xFF};
  Bits<1, 5, 2>::set(bytes, 0b0110);
  EXPECT_EQ(bytes[0], 0x00);
  EXPECT_EQ(bytes[1], 0b1101'1011);
}

TEST(Big, is_most_significant_byte_first) {
  std::array<std::uint8_t, 6> bytes{};
  Big<1, 3>::set(bytes, 0x123456);
  EXPECT_EQ(bytes, (std::array<std::uint8_t, 6>{0x00, 0x12, 0x34, 0x56, 0x00, 0x00}));
  EXPECT_EQ((Big<1, 4>::get(bytes)), 0x12345600U);
}

TEST(Big, holds_eight_bytes) {
  std::array<std::uint8_t, 8> bytes{};
  Big<0, 8>::set(bytes, 0xFEDC'BA98'7654'3210U);
  EXPECT_EQ((Big<0, 8>::get(bytes)), 0xFEDC'BA98'7654'3210U);
  EXPECT_EQ(bytes[0], 0xFE);
}

TEST(BitsDeath, a_value_too_large_for_its_field_ends_the_program) {
  std::array<std::uint8_t, 2> bytes{};
  EXPECT_DEATH((Bits<0, 1, 0>::set(bytes, 4)), "");
  EXPECT_DEATH((Big<0, 1>::set(bytes, 256)), "");
  EXPECT_DEATH((Big<1, 2>::set(bytes, 1)), "");
}

}  // namespace
}  // namespace base
