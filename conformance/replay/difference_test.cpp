#include "conformance/replay/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/replay/dissect.h"
#include "emulator/base/hex.h"

namespace conformance::replay {
namespace {

const Sheets& sheets() {
  static const Sheets loaded = Sheets::load(BURNBENCH_SOURCE_DIR "/fixtures/layouts").value();
  return loaded;
}

base::ByteBuffer bytes(std::string_view hex) { return base::parse_hex(hex).value(); }

// The name of the first difference in the data that answers `cdb`.
std::string in_field(std::string_view cdb, std::string_view expected, std::string_view actual) {
  const auto named = compare_bytes(sheets(), DataPart::data_in, bytes(cdb), bytes(expected), bytes(actual));
  return named ? named->field : "equal";
}
std::string out_field(std::string_view cdb, std::string_view expected, std::string_view actual) {
  const auto named = compare_bytes(sheets(), DataPart::data_out, bytes(cdb), bytes(expected), bytes(actual));
  return named ? named->field : "equal";
}
std::string cdb_field(std::string_view expected, std::string_view actual) {
  const auto named = compare_bytes(sheets(), DataPart::cdb, bytes(expected), bytes(expected), bytes(actual));
  return named ? named->field : "equal";
}

TEST(FieldName, cdb_fields_are_named_with_both_values) {
  const auto named = compare_bytes(sheets(), DataPart::cdb, bytes("2A 00 00 00 00 10 00 00 10 00"),
                                   bytes("2A 00 00 00 00 10 00 00 10 00"), bytes("2A 00 00 00 00 20 00 00 10 00"));
  ASSERT_TRUE(named);
  EXPECT_EQ(named->field, "write_10_cdb.logical_block_address");
  EXPECT_EQ(named->expected, "16 (10h)");
  EXPECT_EQ(named->actual, "32 (20h)");
}

TEST(FieldName, bits_and_reserved_bits_of_a_byte_are_told_apart) {
  EXPECT_EQ(cdb_field("2A 00 00 00 00 00 00 00 10 00", "2A 08 00 00 00 00 00 00 10 00"), "write_10_cdb.fua");
  EXPECT_THAT(cdb_field("2A 00 00 00 00 00 00 00 10 00", "2A 00 00 00 00 00 00 00 10 80"),
              testing::HasSubstr("byte 9"));
  EXPECT_EQ(cdb_field("53 00 00 00 00 00 00 01 00 00", "53 00 00 00 00 00 00 02 00 00"),
            "reserve_track_cdb.reservation_size");
  EXPECT_EQ(cdb_field("53 01 00 00 00 01 00 00 00 00", "53 01 00 00 00 02 00 00 00 00"),
            "reserve_track_lba_cdb.logical_block_address");
}

TEST(FieldName, rmz_does_not_make_a_reservation_an_address) {
  EXPECT_EQ(cdb_field("53 02 00 00 00 00 00 01 00 00", "53 02 00 00 00 00 00 02 00 00"),
            "reserve_track_cdb.reservation_size");
}

TEST(FieldName, maintenance_in_is_not_send_key) {
  EXPECT_EQ(cdb_field("A3 00 00 00 00 00 00 00 00 08 06 00", "A3 00 00 00 00 00 00 00 00 08 3F 00"),
            "send_key_cdb.key_format");
  EXPECT_EQ(cdb_field("A3 0C 80 00 00 00 00 00 10 00 00 00", "A3 0C 00 00 00 00 00 00 10 00 00 00"),
            "report_supported_operation_codes_cdb.rctd");
  EXPECT_EQ(cdb_field("A3 0F 00 00 00 00 00 00 10 00 00 00", "A3 0F 00 00 00 00 00 00 20 00 00 00"), "byte 8");
}

TEST(FieldName, command_without_a_sheet_is_named_by_byte) {
  EXPECT_EQ(cdb_field("BA 00 00 00 00 00 00 00 00 00 00 00", "BA 10 00 00 00 00 00 00 00 00 00 00"), "byte 1");
  EXPECT_EQ(in_field("BA 00 00 00 00 00 00 00 00 00 00 00", "00", "01"), "byte 0");
}

TEST(FieldName, toc_descriptors_are_counted) {
  constexpr auto cdb = "43 00 00 00 00 00 01 00 14 00";
  EXPECT_EQ(in_field(cdb, "00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 00 10 00",
                     "00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 00 20 00"),
            "toc_track_descriptor[1].track_start_address");
  EXPECT_EQ(in_field(cdb, "00 12 01 01 00 14 01 00", "00 12 01 02 00 14 01 00"), "toc_reply.last_track_number");
}

TEST(FieldName, other_toc_formats_have_their_layouts) {
  EXPECT_EQ(in_field("43 00 01 00 00 00 00 00 0C 00", "00 0A 01 01 00 14 01 00 00 00 00 00",
                     "00 0A 01 01 00 14 01 00 00 00 00 01"),
            "session_information_reply.start_address_of_first_track_in_last_session");
  EXPECT_EQ(in_field("43 02 02 00 00 00 01 00 0F 00", "00 0D 01 01 01 14 00 A0 00 00 00 00 01 00 00",
                     "00 0D 01 01 01 14 00 A0 00 00 00 00 02 00 00"),
            "full_toc_descriptor[0].pmin");
  EXPECT_EQ(in_field("43 02 03 00 00 00 00 00 0F 00", "00 0D 00 00 00 14 00 01 03 2D 19 00 00 02 00",
                     "00 0D 00 00 00 14 00 02 03 2D 19 00 00 02 00"),
            "pma_descriptor[0].point");
  EXPECT_EQ(in_field("43 00 05 00 00 00 00 00 16 00", "00 14 00 00 80 02 01 06", "00 14 00 00 80 02 01 16"),
            "cd_text_pack[0].block_number");
}

TEST(FieldName, features_and_profiles_are_walked) {
  constexpr auto cdb = "46 00 00 00 00 00 00 00 40 00";
  const std::string head = "00 00 00 18 00 00 00 41 00 00 03 04 00 41 01 00 ";
  const std::string core = "00 01 0B 08 00 00 00 07 01 00 00 00";
  EXPECT_EQ(in_field(cdb, head + core, "00 00 00 18 00 00 00 40 00 00 03 04 00 41 01 00 " + core),
            "configuration_header.current_profile");
  EXPECT_EQ(in_field(cdb, head + core, "00 00 00 18 00 00 00 41 00 00 03 04 00 41 00 00 " + core),
            "profile_descriptor[0].current_p");
  EXPECT_EQ(in_field(cdb, head + core, head + "00 01 0F 08 00 00 00 07 01 00 00 00"),
            "feature_descriptor_header.version");
  EXPECT_EQ(in_field(cdb, head + core, head + "00 01 0B 08 00 00 00 08 01 00 00 00"),
            "core_feature.physical_interface_standard");
}

TEST(FieldName, mode_pages_are_walked_both_ways) {
  std::string page = "00 3A 00 00 00 00 00 00 05 32 40 C5 08 10";
  for (int i = 0; i < 46; ++i) page += " 00";
  std::string other = page;
  other.replace(3 * 11, 2, "C4");
  EXPECT_EQ(in_field("5A 08 05 00 00 00 00 00 3C 00", page, other), "write_parameters_page.track_mode");
  EXPECT_EQ(out_field("55 10 00 00 00 00 00 00 3C 00", page, other), "write_parameters_page.track_mode");
  other.replace(0, 5, "00 3B");
  EXPECT_EQ(in_field("5A 08 05 00 00 00 00 00 3C 00", page, other), "mode_parameter_header_10.mode_data_length");
}

TEST(FieldName, every_reply_we_know_has_a_field_for_its_first_numbers) {
  EXPECT_EQ(in_field("12 00 00 00 24 00", "05 80", "05 00"), "standard_inquiry_data.rmb");
  EXPECT_EQ(in_field("12 01 80 00 24 00", "05 80", "05 00"), "vpd_page_header.page_code");
  EXPECT_EQ(in_field("25 00 00 00 00 00 00 00 00 00", "00 00 00 01", "00 00 00 02"),
            "read_capacity_10_reply.logical_block_address");
  EXPECT_EQ(in_field("51 00 00 00 00 00 00 00 22 00", "00 20 01", "00 20 02"),
            "read_disc_information_reply.disc_status");
  EXPECT_EQ(in_field("51 02 00 00 00 00 00 00 10 00", "00 0E 40 00 00 00 00 01", "00 0E 40 00 00 00 00 02"),
            "pow_resources_reply.remaining_pow_replacements");
  EXPECT_EQ(in_field("52 01 00 00 00 01 00 00 24 00", "00 22 01", "00 22 02"),
            "read_track_information_reply.logical_track_number_lsb");
  EXPECT_EQ(in_field("4A 01 00 00 10 00 00 00 08 00", "00 06 04 5E 00 02 00 00", "00 06 04 5E 00 03 00 00"),
            "media_event_descriptor.door_or_tray_open");
  EXPECT_EQ(in_field("5C 00 00 00 00 00 00 00 0C 00", "00 0A 00 00 00 00 00 01", "00 0A 00 00 00 00 00 02"),
            "read_buffer_capacity_reply.length_of_buffer");
  EXPECT_EQ(in_field("23 00 00 00 00 00 00 00 0C 00", "00 00 00 08 00 00 00 01", "00 00 00 08 00 00 00 02"),
            "current_capacity_descriptor.number_of_blocks");
  EXPECT_EQ(in_field("AC 00 00 00 00 00 00 00 00 01 03 00", "00 00 00 14 00 00 00 00 00 00 00 00 00 00 00 01",
                     "00 00 00 14 00 00 00 00 00 00 00 00 00 00 00 02"),
            "write_speed_descriptor[0].end_lba");
  EXPECT_EQ(in_field("AD 01 00 00 00 00 00 00 00 70 00 00", "00 62 00 00 44 49 01", "00 62 00 00 44 49 02"),
            "bd_disc_information_unit[0].disc_information_format");
  EXPECT_EQ(in_field("AD 00 00 00 00 00 00 00 00 70 00 00", "08 02 00 00 A1", "08 02 00 00 B1"),
            "physical_format_information.book_type");
  EXPECT_EQ(in_field("AD 01 00 00 00 00 00 0A 00 10 00 00", "00 0E 00 00 00 00 00 00 00 00 00 01",
                     "00 0E 00 00 00 00 00 00 00 00 00 02"),
            "bd_spare_area_information.number_of_free_spare_blocks");
  EXPECT_EQ(in_field("AD 00 00 00 00 00 00 0A 00 10 00 00", "00 0E 00 00 00 00 00 01", "00 0E 00 00 00 00 00 02"),
            "dvd_ram_spare_area_information.number_of_unused_primary_spare_blocks");
  EXPECT_EQ(in_field("A0 00 00 00 00 00 00 00 00 10 00 00", "00 00 00 08", "00 00 00 10"),
            "report_luns_reply.lun_list_length");
}

TEST(FieldName, data_sent_to_the_drive_has_its_layouts) {
  EXPECT_EQ(out_field("5D 00 00 00 00 00 00 00 10 00", "41 00 00 14 00 00 00 00 41 01 00 10 00 00 00 00",
                      "41 00 00 14 00 00 00 00 41 01 01 10 00 00 00 00"),
            "cue_sheet_entry[1].index");
  EXPECT_EQ(out_field("B6 00 00 00 00 00 00 00 00 00 1C 00", "00 00 00 00 00 00 00 01", "00 00 00 00 00 00 00 02"),
            "streaming_performance_descriptor.start_lba");
}

TEST(FieldName, user_data_is_named_by_block) {
  base::ByteBuffer expected(3 * 2048);
  base::ByteBuffer actual = expected;
  actual[2048 + 5] = 1;
  const auto cdb = bytes("2A 00 00 00 00 00 00 00 03 00");
  const auto named = compare_bytes(sheets(), DataPart::data_out, cdb, expected, actual);
  ASSERT_TRUE(named);
  EXPECT_EQ(named->field, "block[1] byte 5");
  EXPECT_EQ(named->expected, "00h");
  EXPECT_EQ(named->actual, "01h");
}

TEST(FieldName, sense_fields_follow_its_format_and_key) {
  const auto field = [](std::string_view expected, std::string_view actual) {
    return compare_bytes(sheets(), DataPart::sense, {}, bytes(expected), bytes(actual))->field;
  };
  EXPECT_EQ(field("70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 C0 00 02",
                  "70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 C0 00 03"),
            "sense_fixed.field_pointer");
  EXPECT_EQ(field("70 00 02 00 00 00 00 0A 00 00 00 00 04 08 00 80 10 00",
                  "70 00 02 00 00 00 00 0A 00 00 00 00 04 08 00 80 20 00"),
            "sense_fixed_progress.progress_indication");
  EXPECT_EQ(field("72 05 24 00 00 00 00 00", "72 05 20 00 00 00 00 00"),
            "sense_descriptor_header.additional_sense_code");
}

TEST(CompareBytes, lengths_differ_as_a_length) {
  const auto named = compare_bytes(sheets(), DataPart::data_in, bytes("25 00 00 00 00 00 00 00 00 00"),
                                   bytes("00 00 00 01 00 00 08 00"), bytes("00 00 00 01"));
  ASSERT_TRUE(named);
  EXPECT_EQ(named->field, "length");
  EXPECT_EQ(named->expected, "8 bytes");
  EXPECT_EQ(named->actual, "4 bytes");
}

TEST(CompareBytes, masked_bytes_are_not_compared) {
  const std::vector<trace::Mask> masks{{trace::Part::in, 0, 1, "varies"}};
  EXPECT_FALSE(
      compare_bytes(sheets(), DataPart::data_in, bytes("12 00 00 00 24 00"), bytes("05 80"), bytes("06 80"), masks));
  EXPECT_TRUE(compare_bytes(sheets(), DataPart::sense, {}, bytes("70"), bytes("71"), masks));
}

TEST(Difference, text_is_one_line_with_everything) {
  const Difference difference{12, "READ CAPACITY(10) (25)", "data-in", "byte 7", "1", "2"};
  EXPECT_EQ(difference.text(), "exchange 12, READ CAPACITY(10) (25): data-in, byte 7: expected 1, got 2");
}

}  // namespace
}  // namespace conformance::replay
