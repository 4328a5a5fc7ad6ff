#include "emulator/media/smaller_disc.h"

#include <gtest/gtest.h>

#include "emulator/base/hex.h"
#include "emulator/media/disc_fixture.h"
#include "emulator/media/media_profile.h"

namespace emulator::media {
namespace {

MediaIdentity identity_of(const char* medium) {
  const auto profile = load_media_profile(media_profiles(), medium);
  EXPECT_TRUE(profile);
  return profile ? profile->identity : MediaIdentity{};
}

std::string part(const base::ByteBuffer& bytes, std::size_t first, std::size_t count) {
  return base::format_hex(base::Bytes{bytes}.subspan(first, count));
}

TEST(SmallerDisc, layers_are_those_of_the_recorded_information) {
  EXPECT_EQ(layers_of(identity_of("cd-r")), 1);
  EXPECT_EQ(layers_of(identity_of("dvd+r")), 1);
  EXPECT_EQ(layers_of(identity_of("dvd+r-dl")), 2);
  EXPECT_EQ(layers_of(identity_of("bd-r")), 1);
  EXPECT_EQ(layers_of(identity_of("bd-r-tl")), 3);
  EXPECT_EQ(layers_of(identity_of("bd-r-ql")), 4);
}

// The last sector, first and last address unit of each layer, from 100000h blocks on a layer of BD.
TEST(SmallerDisc, bd_tells_the_ends_of_its_layers) {
  const auto single = smaller_disc(identity_of("bd-r"), base::BlockCount{0x400000}, 32);
  ASSERT_TRUE(single);
  EXPECT_EQ(part(single->disc_information, 20, 12), "00 4F FF FF 00 02 00 00 00 09 FF FE");
  const auto dual = smaller_disc(identity_of("bd-r-dl"), base::BlockCount{0x800000}, 32);
  ASSERT_TRUE(dual);
  EXPECT_EQ(part(dual->disc_information, 20, 12), "01 EF FF FF 00 02 00 00 00 09 FF FE");
  EXPECT_EQ(part(dual->disc_information, 132, 12), "01 EF FF FF 00 36 00 00 00 3D FF FE");
  EXPECT_EQ(dual->capacity, base::BlockCount{0x800000});
}

TEST(SmallerDisc, dvd_tells_its_last_sectors) {
  const auto single = smaller_disc(identity_of("dvd+r"), base::BlockCount{0x100000}, 16);
  ASSERT_TRUE(single);
  EXPECT_EQ(part(single->physical_format, 9, 3), "12 FF FF");
  const auto dual = smaller_disc(identity_of("dvd+r-dl"), base::BlockCount{0x200000}, 16);
  ASSERT_TRUE(dual);
  EXPECT_EQ(part(dual->physical_format, 9, 7), "FC FF FF 00 12 FF FF");
}

TEST(SmallerDisc, cd_tells_its_last_lead_out) {
  const auto small = smaller_disc(identity_of("cd-r"), base::BlockCount{94'349}, 1);  // 20:59:74, a disc of 8 cm
  ASSERT_TRUE(small);
  EXPECT_EQ(part(small->atip, 8, 3), "14 3B 4A");
}

TEST(SmallerDisc, the_usual_capacity_changes_nothing) {
  for (const char* const medium : {"cd-r", "dvd+r", "dvd+r-dl", "bd-r", "bd-r-dl", "bd-r-tl", "bd-r-ql"}) {
    const MediaIdentity identity = identity_of(medium);
    EXPECT_EQ(smaller_disc(identity, identity.capacity, 1), identity) << medium;
  }
}

TEST(SmallerDisc, it_is_neither_larger_nor_made_of_parts) {
  const MediaIdentity dual = identity_of("bd-r-dl");
  EXPECT_EQ(smaller_disc(dual, dual.capacity + base::BlockCount{64}, 32), std::nullopt);
  EXPECT_EQ(smaller_disc(dual, base::BlockCount{0}, 32), std::nullopt);
  EXPECT_EQ(smaller_disc(dual, base::BlockCount{-64}, 32), std::nullopt);
  EXPECT_EQ(smaller_disc(dual, base::BlockCount{96}, 32), std::nullopt) << "a cluster and a half on a layer";
  EXPECT_TRUE(smaller_disc(dual, base::BlockCount{64}, 32));
}

}  // namespace
}  // namespace emulator::media
