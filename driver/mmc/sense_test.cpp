#include "driver/mmc/sense.h"

#include <gtest/gtest.h>

#include "emulator/base/hex.h"

namespace driver::mmc {
namespace {

using namespace base::literals;

TEST(Sense, fixed_format_with_field_pointer_in_the_cdb) {
  const auto sense = decode_sense("70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 CC 00 01"_hex);
  ASSERT_TRUE(sense);
  EXPECT_EQ(*sense,
            (Sense{.key = SenseKey::illegal_request, .code = 0x24, .field_pointer = 1, .field_is_in_cdb = true}));
  EXPECT_EQ(describe(*sense), "ILLEGAL REQUEST 5/24/00, INVALID FIELD IN CDB, byte 1 of the CDB");
}

TEST(Sense, fixed_format_with_progress) {
  const auto sense = decode_sense("70 00 02 00 00 00 00 0A 00 00 00 00 04 07 00 80 80 00"_hex);
  ASSERT_TRUE(sense);
  EXPECT_EQ(*sense, (Sense{.key = SenseKey::not_ready, .code = 0x04, .qualifier = 0x07, .progress = 0x8000}));
  EXPECT_EQ(describe(*sense), "NOT READY 2/04/07, LOGICAL UNIT NOT READY, OPERATION IN PROGRESS, 50 % done");
}

TEST(Sense, fixed_format_with_the_block_that_failed) {
  const auto sense = decode_sense("F0 00 03 00 02 9B CE 0A 00 00 00 00 11 05 00 00 00 00"_hex);
  ASSERT_TRUE(sense);
  EXPECT_EQ(*sense, (Sense{.key = SenseKey::medium_error, .code = 0x11, .qualifier = 0x05, .information = 170958}));
}

TEST(Sense, information_without_valid_bit_is_not_taken) {
  const auto sense = decode_sense("70 00 03 00 02 9B CE 0A 00 00 00 00 11 05 00 00 00 00"_hex);
  ASSERT_TRUE(sense);
  EXPECT_FALSE(sense->information);
}

TEST(Sense, fixed_format_may_end_behind_the_qualifier) {
  const auto sense = decode_sense("71 00 03 00 00 00 00 06 00 00 00 00 0C 00"_hex);
  ASSERT_TRUE(sense);
  EXPECT_EQ(*sense, (Sense{.key = SenseKey::medium_error, .code = 0x0C, .deferred = true}));
}

TEST(Sense, descriptor_format_with_information_and_progress) {
  const auto sense =
      decode_sense("72 02 04 04 00 00 00 14 00 0A 80 00 00 00 00 00 00 02 9B CE 02 06 00 00 80 40 00 00"_hex);
  ASSERT_TRUE(sense);
  EXPECT_EQ(
      *sense,
      (Sense{.key = SenseKey::not_ready, .code = 0x04, .qualifier = 0x04, .information = 170958, .progress = 0x4000}));
}

TEST(Sense, deferred_descriptor_format_with_field_in_the_parameter_list) {
  const auto sense = decode_sense("73 05 26 02 00 00 00 08 02 06 00 00 8A 00 0B 00"_hex);
  ASSERT_TRUE(sense);
  EXPECT_EQ(
      *sense,
      (Sense{
          .key = SenseKey::illegal_request, .code = 0x26, .qualifier = 0x02, .deferred = true, .field_pointer = 11}));
}

TEST(Sense, descriptor_that_runs_past_the_end_is_left_out) {
  const auto sense = decode_sense("72 05 24 00 00 00 00 04 02 06 00 00"_hex);
  ASSERT_TRUE(sense);
  EXPECT_FALSE(sense->field_pointer);
  EXPECT_EQ(sense->code, 0x24);
}

TEST(Sense, other_response_codes_and_no_bytes_are_no_sense_data) {
  EXPECT_FALSE(decode_sense({}));
  EXPECT_FALSE(decode_sense("00 00 05 00 00 00 00 0A 00 00 00 00 24 00"_hex));
  EXPECT_FALSE(decode_sense("7F 00 05 00 00 00 00 0A 00 00 00 00 24 00"_hex));
  EXPECT_FALSE(decode_sense("70 00"_hex));
  EXPECT_FALSE(decode_sense("72 05 24"_hex));
}

}  // namespace
}  // namespace driver::mmc
