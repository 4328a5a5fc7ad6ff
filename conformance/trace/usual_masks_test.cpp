#include "conformance/trace/usual_masks.h"

#include <gtest/gtest.h>

#include "emulator/base/hex.h"

namespace conformance::trace {
namespace {

using base::literals::operator""_hex;

constexpr auto read_disc_information = "51 00 00 00 00 00 00 00 22 00"_hex;

// MMC-6, READ DISC INFORMATION command.
TEST(UsualMasks, identification_of_a_cd_is_its_own) {
  base::ByteBuffer reply(34);
  reply[7] = 0x80;  // DID_V
  EXPECT_EQ(usual_masks(read_disc_information, reply),
            (std::vector<Mask>{{Part::in, 12, 4, "disc identification: every blank CD has its own"}}));
  reply[7] = 0x7F;
  EXPECT_TRUE(usual_masks(read_disc_information, reply).empty()) << "that are not valid have to be equal";
  reply[7] = 0x80;
  EXPECT_TRUE(usual_masks(read_disc_information, base::Bytes(reply).first(15)).empty()) << "cut before its end";
  EXPECT_TRUE(usual_masks("51 01 00 00 00 00 00 00 22 00"_hex, reply).empty()) << "track resources";
}

// MMC-6, READ BUFFER CAPACITY command.
TEST(UsualMasks, fill_of_the_buffer_passes) {
  constexpr auto read_buffer_capacity = "5C 00 00 00 00 00 00 00 0C 00"_hex;
  EXPECT_EQ(usual_masks(read_buffer_capacity, base::ByteBuffer(12)),
            (std::vector<Mask>{{Part::in, 8, 4, "buffer level"}}));
  EXPECT_TRUE(usual_masks(read_buffer_capacity, base::ByteBuffer(8)).empty());
}

TEST(UsualMasks, all_other_answers_have_to_be_equal) {
  EXPECT_TRUE(usual_masks("12 00 00 00 24 00"_hex, base::ByteBuffer(36)).empty());
}

}  // namespace
}  // namespace conformance::trace
