#include "conformance/trace/exchange.h"

#include <gtest/gtest.h>

namespace conformance::trace {
namespace {

TEST(Exchange, words_of_the_format_name_their_values_both_ways) {
  for (const auto* word : {"absent", "blank", "appendable", "complete", "other"}) {
    ASSERT_TRUE(disc_state_of(word)) << word;
    EXPECT_EQ(name_of(*disc_state_of(word)), word);
  }
  for (const auto* word : {"attested", "derived", "datasheet", "assumed"}) {
    ASSERT_TRUE(provenance_kind_of(word)) << word;
    EXPECT_EQ(name_of(*provenance_kind_of(word)), word);
  }
  for (const auto* word : {"in", "sense"}) {
    ASSERT_TRUE(part_of(word)) << word;
    EXPECT_EQ(name_of(*part_of(word)), word);
  }
}

TEST(Exchange, unknown_words_have_no_value) {
  EXPECT_FALSE(disc_state_of("Blank"));
  EXPECT_FALSE(provenance_kind_of("guessed"));
  EXPECT_FALSE(part_of("out"));
}

}  // namespace
}  // namespace conformance::trace
