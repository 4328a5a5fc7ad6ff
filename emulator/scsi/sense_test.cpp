#include "emulator/scsi/sense.h"

#include <gtest/gtest.h>

#include "emulator/base/hex.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::scsi {
namespace {

std::string fixed(const Sense& sense) { return base::format_hex(encode_fixed(sense)); }
std::string descriptor(const Sense& sense) { return base::format_hex(encode_descriptor(sense)); }

TEST(FixedSense, tray_open_is_eighteen_bytes) {
  EXPECT_EQ(fixed(sense::medium_not_present_tray_open), "70 00 02 00 00 00 00 0A 00 00 00 00 3A 02 00 00 00 00");
}

TEST(FixedSense, progress_stands_behind_sksv) {
  EXPECT_EQ(fixed(sense::logical_unit_not_ready_operation_in_progress.with(Progress{0x8080})),
            "70 00 02 00 00 00 00 0A 00 00 00 00 04 07 00 80 80 80");
}

TEST(FixedSense, progress_of_nothing_done_still_has_sksv) {
  EXPECT_EQ(fixed(sense::logical_unit_not_ready_operation_in_progress.with(Progress{0})),
            "70 00 02 00 00 00 00 0A 00 00 00 00 04 07 00 80 00 00");
}

TEST(FixedSense, cdb_field_and_bit_are_named) {
  EXPECT_EQ(fixed(invalid_cdb_field(1, 4)), "70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 CC 00 01");
}

TEST(FixedSense, byte_without_bit_leaves_the_bit_pointer_invalid) {
  EXPECT_EQ(fixed(invalid_cdb_field(2)), "70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 C0 00 02");
}

TEST(FixedSense, parameter_field_clears_command_data) {
  EXPECT_EQ(fixed(invalid_parameter_field(300, 3)), "70 00 05 00 00 00 00 0A 00 00 00 00 26 00 00 8B 01 2C");
}

TEST(FixedSense, failing_block_is_valid_information) {
  EXPECT_EQ(fixed(sense::l_ec_uncorrectable_error.at(base::Lba{171982})),
            "F0 00 03 00 02 9F CE 0A 00 00 00 00 11 05 00 00 00 00");
}

TEST(FixedSense, negative_block_is_two_s_complement) {
  EXPECT_EQ(fixed(sense::l_ec_uncorrectable_error.at(base::Lba{-150})),
            "F0 00 03 FF FF FF 6A 0A 00 00 00 00 11 05 00 00 00 00");
}

TEST(FixedSense, deferred_error_is_71h) {
  Sense late = sense::write_error;
  late.deferred = true;
  EXPECT_EQ(fixed(late), "71 00 03 00 00 00 00 0A 00 00 00 00 0C 00 00 00 00 00");
}

TEST(DescriptorSense, without_more_to_say_it_is_the_header) {
  EXPECT_EQ(descriptor(sense::no_additional_sense_information), "72 00 00 00 00 00 00 00");
}

TEST(DescriptorSense, progress_takes_the_place_of_the_field_pointer) {
  EXPECT_EQ(descriptor(sense::logical_unit_not_ready_format_in_progress.with(Progress{0x1234})),
            "72 02 04 04 00 00 00 08 02 06 00 00 80 12 34 00");
}

TEST(DescriptorSense, field_and_information_come_in_order_of_type) {
  Sense both = invalid_cdb_field(3, 1).at(base::Lba{7});
  EXPECT_EQ(descriptor(both), "72 05 24 00 00 00 00 14 00 0A 80 00 00 00 00 00 00 00 00 07 02 06 00 00 C9 00 03 00");
}

TEST(DescriptorSense, deferred_error_is_73h) {
  Sense late = sense::write_error;
  late.deferred = true;
  EXPECT_EQ(descriptor(late), "73 03 0C 00 00 00 00 00");
}

}  // namespace
}  // namespace emulator::scsi
