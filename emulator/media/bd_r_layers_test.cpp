// BD-R of two, three and four layers: the same recording over more blocks. MMC-6, BD-R recording model; the sizes of
// three layers are those of a real disc (VERBAT/IMk in a Pioneer PR1NZA).
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "emulator/media/bd_r_formats.h"
#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

// The blocks that the user has: unformatted, by the usual format, with the most spares, with the least.
struct Layered {
  const char* medium{};
  std::size_t layers{};
  std::int64_t capacity{}, usual{}, smallest{}, largest{};
  std::uint32_t spares{};
};

class BdRLayersTest : public DiscTest, public testing::WithParamInterface<Layered> {
 protected:
  void SetUp() override { insert_blank(GetParam().medium); }
  [[nodiscard]] std::string format(std::int64_t blocks, std::uint8_t type, std::uint8_t sub_type = 0) {
    return outcome(medium_->format({.capacity = base::BlockCount{blocks}, .type = type, .sub_type = sub_type}));
  }
};

TEST_P(BdRLayersTest, a_blank_disc_is_one_writable_track) {
  const std::int64_t capacity = GetParam().capacity;
  EXPECT_EQ(state(), fmt::format("blank | s1 empty 1-1 | t1 s1 0+{0} nwa 0 free {0} invisible", capacity));
  EXPECT_EQ(layout().last_possible_lead_out, base::Lba{capacity});
  EXPECT_EQ(medium_->last_readable(), base::Lba{0});
}

// MMC-6, READ DISC STRUCTURE, BD Disc Information: the layer of each unit and the number of layers.
TEST_P(BdRLayersTest, disc_information_has_a_unit_a_layer) {
  const base::ByteBuffer& units = medium_->identity().disc_information;
  ASSERT_EQ(units.size(), GetParam().layers * 112);
  for (std::size_t layer = 0; layer < GetParam().layers; ++layer) {
    const std::uint8_t* const unit = &units[layer * 112];
    EXPECT_EQ(std::string(unit, unit + 2), "DI");
    EXPECT_EQ(unit[3] & 7U, layer);
    EXPECT_EQ(unit[5], layer) << "sequence";
    EXPECT_EQ(std::string(unit + 8, unit + 11), "BDR");
    EXPECT_EQ(unit[12], GetParam().layers * 16 + 2);
  }
}

TEST_P(BdRLayersTest, formats_leave_the_spares_of_that_size) {
  const Layered& disc = GetParam();
  const std::vector<Format> formats = medium_->formats();
  ASSERT_EQ(formats.size(), 4U);
  EXPECT_EQ(formats[0], (Format{.capacity = base::BlockCount{disc.usual}, .parameter = disc.spares}));
  EXPECT_EQ(formats[1], (Format{.capacity = base::BlockCount{disc.usual}, .type = 0x32}));
  EXPECT_EQ(formats[2], (Format{.capacity = base::BlockCount{disc.smallest}, .type = 0x32}));
  EXPECT_EQ(formats[3], (Format{.capacity = base::BlockCount{disc.largest}, .type = 0x32}));
  EXPECT_EQ(format(disc.largest + 32, 0x32), "5/26/00");
  EXPECT_EQ(format(disc.smallest - 32, 0x32), "5/26/00");
  ASSERT_EQ(format(disc.usual, 0x00), "good");
  EXPECT_EQ(state(), fmt::format("appendable | s1 empty 1-1 | t1 s1 0+{0} nwa 0 free {0} invisible", disc.usual));
  EXPECT_EQ(layout().overwrites_left, disc.spares);
}

TEST_P(BdRLayersTest, the_last_blocks_of_the_last_layer_are_recorded_and_kept) {
  const std::int64_t end = GetParam().capacity;
  const std::int64_t layer = GetParam().capacity / static_cast<std::int64_t>(GetParam().layers) / 32 * 32;
  ASSERT_EQ(reserve(layer), "good");
  ASSERT_EQ(reserve(end - layer - 64), "good");
  ASSERT_EQ(write(layer, 64), "good") << "the second layer, before the first";
  ASSERT_EQ(write(end - 64, 64, 3), "good");
  EXPECT_EQ(write(end, 1), "5/21/00");
  EXPECT_EQ(write(end - 64, 32), "5/21/02");
  ASSERT_TRUE(medium_->flush(medium_->checkpoint()));
  reload();
  EXPECT_TRUE(holds(layer, 64));
  EXPECT_TRUE(holds(end - 64, 64, 3));
  EXPECT_EQ(read(end - 1, 2), "5/21/00");
  EXPECT_EQ(next_writable(), -1);
}

TEST_P(BdRLayersTest, an_overwrite_goes_to_a_spare_of_the_last_layer) {
  ASSERT_EQ(format(GetParam().largest, 0x32), "good");
  ASSERT_EQ(write(0, 64), "good");
  ASSERT_EQ(write(32, 32, 9), "good");
  ASSERT_TRUE(medium_->flush(medium_->checkpoint()));
  reload();
  EXPECT_TRUE(holds(0, 32));
  EXPECT_TRUE(holds(32, 32, 9));
  EXPECT_EQ(medium_->last_readable(), base::Lba{GetParam().largest - 1});
}

TEST_P(BdRLayersTest, a_disc_file_takes_little_of_the_host) {
  struct stat status{};
  ASSERT_EQ(::stat(file().c_str(), &status), 0);
  EXPECT_GT(status.st_size, GetParam().capacity * 2048);
  EXPECT_LT(status.st_blocks * 512, 1 << 20);
}

INSTANTIATE_TEST_SUITE_P(
    Sizes, BdRLayersTest,
    testing::Values(Layered{"bd-r-dl", 2, 24'438'784, 23'652'352, 11'593'728, 24'176'640, 0x6000},
                    Layered{"bd-r-tl", 3, 48'878'592, 47'305'728, 30'790'656, 48'854'016, 0xC000},
                    Layered{"bd-r-ql", 4, 62'500'864, 60'403'712, 38'383'616, 62'468'096, 0x10000}),
    [](const testing::TestParamInfo<Layered>& disc) { return fmt::format("of_{}_layers", disc.param.layers); });

}  // namespace
}  // namespace emulator::media
