#include "emulator/media/background_format.h"

#include <gtest/gtest.h>

namespace emulator::media {
namespace {

DiscState formatted(std::int64_t capacity) {
  DiscState state;
  state.formatting = Formatting{.capacity = base::BlockCount{capacity}};
  return state;
}

void write(DiscState& state, std::int64_t first, std::int64_t count) {
  state.user_data().add({base::Lba{first}, base::BlockCount{count}});
  pass_written(state);
}

TEST(BackgroundFormat, goes_on_from_where_it_was_and_ends_with_the_capacity) {
  DiscState state = formatted(160);
  format_next(state, base::BlockCount{64});
  EXPECT_EQ(state.formatted_until, base::Lba{64});
  EXPECT_FALSE(is_format_complete(state));
  format_next(state, base::BlockCount{1000});
  EXPECT_EQ(state.formatted_until, base::Lba{160});
  EXPECT_TRUE(is_format_complete(state));
  format_next(state, base::BlockCount{16});
  EXPECT_EQ(state.formatted_until, base::Lba{160});
}

// MMC-6, DVD+RW, background format: what a host writes is formatted by it.
TEST(BackgroundFormat, passes_what_a_host_has_written) {
  DiscState state = formatted(160);
  write(state, 0, 32);
  EXPECT_EQ(state.formatted_until, base::Lba{32}) << "at the frontier";
  write(state, 64, 32);
  EXPECT_EQ(state.formatted_until, base::Lba{32}) << "beyond it";
  format_next(state, base::BlockCount{16});
  EXPECT_EQ(state.formatted_until, base::Lba{48});
  format_next(state, base::BlockCount{16});
  EXPECT_EQ(state.formatted_until, base::Lba{96}) << "the written blocks take no time";
  format_next(state, base::BlockCount{0});
  EXPECT_EQ(state.formatted_until, base::Lba{96});
  write(state, 96, 64);
  EXPECT_TRUE(is_format_complete(state)) << "a host can write the disc to its end before the format is there";
}

TEST(BackgroundFormat, there_is_none_without_a_format) {
  DiscState blank;
  format_next(blank, base::BlockCount{16});
  EXPECT_EQ(blank.formatted_until, base::Lba{0});
  EXPECT_FALSE(is_format_complete(blank));
}

}  // namespace
}  // namespace emulator::media
