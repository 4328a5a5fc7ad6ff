#include "emulator/base/prng.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Prng, gives_the_published_sequence_of_splitmix64) {
  Prng prng{1234567};
  EXPECT_EQ(prng.next(), 6457827717110365317U);
  EXPECT_EQ(prng.next(), 3203168211198807973U);
  EXPECT_EQ(prng.next(), 9817491932198370423U);
}

TEST(Prng, below_stays_below_and_chance_keeps_its_ends) {
  Prng prng{1};
  for (int i = 0; i < 1000; ++i) {
    EXPECT_LT(prng.below(7), 7U);
    EXPECT_FALSE(prng.chance(0, 5));
    EXPECT_TRUE(prng.chance(5, 5));
  }
}

}  // namespace
}  // namespace base
