#include "emulator/base/checksum.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace base {
namespace {

TEST(Crc32c, gives_the_values_of_rfc_3720_appendix_b4) {
  std::array<std::uint8_t, 32> bytes{};
  EXPECT_EQ(crc32c(bytes), 0x8A9136AAU);
  bytes.fill(0xFF);
  EXPECT_EQ(crc32c(bytes), 0x62A8AB43U);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  EXPECT_EQ(crc32c(bytes), 0x46DD794EU);
  std::reverse(bytes.begin(), bytes.end());
  EXPECT_EQ(crc32c(bytes), 0x113FDB5CU);
}

TEST(Crc32c, continues_where_it_stopped) {
  std::array<std::uint8_t, 32> bytes{};
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  const Bytes all{bytes};
  EXPECT_EQ(crc32c(all.subspan(7), crc32c(all.first(7))), 0x46DD794EU);
  EXPECT_EQ(crc32c({}), 0U);
}

}  // namespace
}  // namespace base
