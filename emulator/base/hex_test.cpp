#include "emulator/base/hex.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Hex, literal_text_and_bytes_agree) {
  constexpr auto bytes = "43 02 fF"_hex;
  EXPECT_EQ(format_hex(bytes), "43 02 FF");
  EXPECT_EQ(parse_hex("4302ff").value(), ByteBuffer(bytes.begin(), bytes.end()));
  EXPECT_EQ(parse_hex("43  02 FF ").value(), ByteBuffer(bytes.begin(), bytes.end()));
}

TEST(Hex, bad_text_names_the_place) {
  EXPECT_EQ(parse_hex("43 0g").error(), "not a pair of hex digits at character 5");
  EXPECT_EQ(parse_hex("4 3").error(), "not a pair of hex digits at character 2");
  EXPECT_EQ(parse_hex("430").error(), "an odd number of hex digits");
}

}  // namespace
}  // namespace base
