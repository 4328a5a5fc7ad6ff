#include "emulator/media/pseudo_overwrite.h"

#include <gtest/gtest.h>

namespace emulator::media {
namespace {

constexpr base::BlockCount cluster{32};

std::string text(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& piece : pieces) {
    out += std::to_string(piece.blocks.first.value) + "+" + std::to_string(piece.blocks.count.value) + "@" +
           std::to_string(piece.at.value) + " ";
  }
  return out;
}

std::string pieces(std::int64_t first, std::int64_t count, const std::vector<Replacement>& replacements) {
  return text(pieces_of({base::Lba{first}, base::BlockCount{count}}, replacements, cluster));
}

TEST(PseudoOverwrite, without_replacements_all_blocks_lie_where_they_are_addressed) {
  EXPECT_EQ(pieces(5, 100, {}), "5+100@5 ");
  EXPECT_EQ(pieces(5, 0, {}), "");
}

TEST(PseudoOverwrite, replaced_clusters_are_pieces_of_their_own) {
  const std::vector<Replacement> two{{base::Lba{32}, base::Lba{1000}}, {base::Lba{96}, base::Lba{1064}}};
  EXPECT_EQ(pieces(0, 128, two), "0+32@0 32+32@1000 64+32@64 96+32@1064 ");
  EXPECT_EQ(pieces(31, 2, two), "31+1@31 32+1@1000 ");
  EXPECT_EQ(pieces(40, 10, two), "40+10@1008 ");
  EXPECT_EQ(pieces(63, 2, two), "63+1@1031 64+1@64 ");
  EXPECT_EQ(pieces(128, 5, two), "128+5@128 ");
}

TEST(PseudoOverwrite, neighbours_need_not_lie_together) {
  const std::vector<Replacement> two{{base::Lba{0}, base::Lba{1032}}, {base::Lba{32}, base::Lba{1000}}};
  EXPECT_EQ(pieces(0, 64, two), "0+32@1032 32+32@1000 ");
}

TEST(PseudoOverwrite, a_later_replacement_takes_the_place_of_an_earlier_one) {
  std::vector<Replacement> replacements;
  replace_cluster(replacements, {base::Lba{64}, base::Lba{1000}});
  replace_cluster(replacements, {base::Lba{0}, base::Lba{1032}});
  replace_cluster(replacements, {base::Lba{64}, base::Lba{1064}});
  EXPECT_EQ(replacements,
            (std::vector<Replacement>{{base::Lba{0}, base::Lba{1032}}, {base::Lba{64}, base::Lba{1064}}}));
  EXPECT_EQ(find_replacement(replacements, base::Lba{64}), base::Lba{1064});
  EXPECT_FALSE(find_replacement(replacements, base::Lba{32}));
}

TEST(PseudoOverwrite, spares_are_taken_from_the_first_on) {
  DiscState state;
  state.formatting = Formatting{.capacity = base::BlockCount{1024}, .takes_overwrites = true};
  EXPECT_EQ(next_spare(state, cluster), base::Lba{1024});
  state.replacements = {{base::Lba{0}, base::Lba{1088}}, {base::Lba{32}, base::Lba{1024}}};
  EXPECT_EQ(next_spare(state, cluster), base::Lba{1120});
}

}  // namespace
}  // namespace emulator::media
