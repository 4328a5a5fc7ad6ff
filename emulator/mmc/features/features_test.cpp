#include "emulator/mmc/features/feature.h"

#include <set>

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using media::DiscStatus;
using media::ProfileNumber;

// The descriptor of one feature, as GET CONFIGURATION returns it with RT=2.
std::string descriptor(TestDrive& bench, std::uint16_t code) {
  base::ByteBuffer cdb{0x46, 0x02, static_cast<std::uint8_t>(code >> 8), static_cast<std::uint8_t>(code), 0, 0, 0, 1,
                       0,    0};
  const std::string reply = bench.data(base::format_hex(cdb));
  constexpr std::size_t header_text = 8 * 3;
  return reply.size() > header_text ? reply.substr(header_text) : "absent";
}

TestDrive with_disc(ProfileNumber number, DiscStatus status = DiscStatus::complete,
                    const std::string& model = "generic-bd") {
  TestDrive bench = TestDrive::with(number, model);
  bench.disc().stated_layout.status = status;
  return bench;
}

// The codes of the current features, as RT=1 returns them.
std::set<std::uint16_t> current_codes(TestDrive& bench) {
  const base::ByteBuffer reply = scsi::gather(bench.send("46 01 00 00 00 00 00 FF FF 00").segments);
  std::set<std::uint16_t> codes;
  for (std::size_t at = 8; at < reply.size(); at += 4U + reply[at + 3]) {
    codes.insert(static_cast<std::uint16_t>(reply[at] << 8 | reply[at + 1]));
  }
  return codes;
}

// What is always current: the persistent features.
const std::set<std::uint16_t> base_features{0x0000, 0x0001, 0x0002, 0x0003, 0x0100, 0x0105, 0x0108, 0x010C};

std::set<std::uint16_t> with_base(std::set<std::uint16_t> codes) {
  codes.insert(base_features.begin(), base_features.end());
  return codes;
}

TEST(Features, without_a_disc_only_the_persistent_ones_are_current) {
  TestDrive bench;
  EXPECT_EQ(current_codes(bench), base_features);
}

// Checklist 21.
TEST(Features, current_set_of_each_disc_and_state) {
  struct Row {
    ProfileNumber number;
    DiscStatus status;
    std::set<std::uint16_t> codes;
  };
  const std::vector<Row> rows{
      {ProfileNumber::cd_rom, DiscStatus::complete, {0x0010, 0x001D, 0x001E, 0x0107}},
      {ProfileNumber::cd_r, DiscStatus::blank, {0x001D, 0x001E, 0x002D, 0x002E, 0x0107}},
      {ProfileNumber::cd_r, DiscStatus::appendable, {0x0010, 0x001D, 0x001E, 0x002D, 0x002E, 0x0107}},
      {ProfileNumber::cd_r, DiscStatus::complete, {0x0010, 0x001D, 0x001E, 0x0107}},
      {ProfileNumber::cd_rw, DiscStatus::blank, {0x001D, 0x001E, 0x002D, 0x002E, 0x0037, 0x0107}},
      {ProfileNumber::cd_rw, DiscStatus::appendable, {0x0010, 0x001D, 0x001E, 0x002D, 0x002E, 0x0037, 0x0107}},
      {ProfileNumber::cd_rw, DiscStatus::complete, {0x0010, 0x001D, 0x001E, 0x002D, 0x002E, 0x0037, 0x0107}},
      {ProfileNumber::dvd_rom, DiscStatus::complete, {0x0010, 0x001F, 0x0107}},
      {ProfileNumber::dvd_minus_r_sequential, DiscStatus::blank, {0x001F, 0x0021, 0x002F, 0x0107}},
      {ProfileNumber::dvd_minus_r_sequential, DiscStatus::appendable, {0x0010, 0x001F, 0x0021, 0x0107}},
      {ProfileNumber::dvd_minus_r_sequential, DiscStatus::complete, {0x0010, 0x001F, 0x0107}},
      {ProfileNumber::dvd_minus_rw_sequential, DiscStatus::blank, {0x001F, 0x0021, 0x002F, 0x0107}},
      {ProfileNumber::dvd_minus_rw_sequential, DiscStatus::complete, {0x0010, 0x001F, 0x0107}},
      {ProfileNumber::dvd_plus_r, DiscStatus::blank, {0x001F, 0x002B, 0x0107}},
      {ProfileNumber::dvd_plus_r, DiscStatus::appendable, {0x0010, 0x001F, 0x002B, 0x0107}},
      {ProfileNumber::dvd_plus_r, DiscStatus::complete, {0x0010, 0x001F, 0x002B, 0x0107}},
      {ProfileNumber::dvd_plus_r_dual_layer, DiscStatus::blank, {0x001F, 0x003B, 0x0107}},
      {ProfileNumber::dvd_plus_r_dual_layer, DiscStatus::appendable, {0x0010, 0x001F, 0x003B, 0x0107}},
      {ProfileNumber::dvd_plus_r_dual_layer, DiscStatus::complete, {0x0010, 0x001F, 0x003B, 0x0107}},
      {ProfileNumber::bd_rom, DiscStatus::complete, {0x0010, 0x0040, 0x0107}},
      {ProfileNumber::bd_r_sequential, DiscStatus::blank, {0x0021, 0x0040, 0x0041, 0x0107}},
      {ProfileNumber::bd_r_sequential, DiscStatus::appendable, {0x0010, 0x0021, 0x0040, 0x0041, 0x0107}},
      {ProfileNumber::bd_r_sequential, DiscStatus::complete, {0x0010, 0x0040, 0x0107}},
      {ProfileNumber::bd_re, DiscStatus::blank, {0x0024, 0x0040, 0x0041, 0x0107}},
  };
  for (const Row& row : rows) {
    TestDrive bench = with_disc(row.number, row.status);
    EXPECT_EQ(current_codes(bench), with_base(row.codes))
        << std::hex << static_cast<int>(row.number) << " in status " << static_cast<int>(row.status);
  }
}

TEST(Features, current_set_of_a_formatted_bd_re) {
  TestDrive bench = with_disc(ProfileNumber::bd_re);
  bench.disc().stated_layout.is_overwritable = true;
  bench.disc().stated_formats = {{.capacity = base::BlockCount{960}}};
  EXPECT_EQ(current_codes(bench), with_base({0x0010, 0x0020, 0x0023, 0x0024, 0x0040, 0x0041, 0x0107}));
}

TEST(Features, disc_that_is_only_read_has_no_feature_of_writing) {
  TestDrive bench = with_disc(ProfileNumber::dvd_minus_r_dual_layer_jump, DiscStatus::appendable);
  EXPECT_EQ(current_codes(bench), with_base({0x0010, 0x001F, 0x0107}));
  EXPECT_EQ(bench.drive.current_profile(), ProfileNumber::dvd_rom);
}

// Checklist 22.
TEST(Features, all_are_listed_in_ascending_order_in_less_than_4096_bytes) {
  TestDrive bench;
  const base::ByteBuffer reply = scsi::gather(bench.send("46 00 00 00 00 00 00 FF FF 00").segments);
  ASSERT_LT(reply.size(), 4096U);
  int before = -1;
  for (std::size_t at = 8; at < reply.size(); at += 4U + reply[at + 3]) {
    const int code = reply[at] << 8 | reply[at + 1];
    EXPECT_GT(code, before);
    EXPECT_EQ(reply[at + 3] % 4, 0) << "feature " << code;
    before = code;
  }
}

TEST(Features, models_offer_what_they_can) {
  TestDrive cd({}, "generic-cd");
  EXPECT_EQ(descriptor(cd, 0x001F), "absent");
  EXPECT_EQ(descriptor(cd, 0x0040), "absent");
  EXPECT_EQ(descriptor(cd, 0x0021), "absent");
  TestDrive dvd({}, "generic-dvd");
  EXPECT_EQ(descriptor(dvd, 0x0041), "absent");
  EXPECT_EQ(descriptor(dvd, 0x002B), "00 2B 00 04 01 00 00 00");
}

TEST(Features, formattable_is_current_while_the_disc_can_be_formatted) {
  TestDrive bench = with_disc(ProfileNumber::bd_r_sequential, DiscStatus::blank);
  EXPECT_EQ(descriptor(bench, 0x0023), "00 23 04 08 0B 00 00 00 00 00 00 00");
  bench.disc().stated_formats = {{.capacity = base::BlockCount{960}}};
  EXPECT_EQ(descriptor(bench, 0x0023), "00 23 05 08 0B 00 00 00 00 00 00 00");
}

// Checklist 25.
TEST(Features, pseudo_overwrite_is_current_where_the_disc_was_formatted_for_it) {
  TestDrive bench = with_disc(ProfileNumber::bd_r_sequential, DiscStatus::appendable);
  EXPECT_EQ(descriptor(bench, 0x0038), "00 38 00 04 00 00 00 00");
  bench.disc().stated_layout.overwrites_left = 0;
  EXPECT_EQ(descriptor(bench, 0x0038), "00 38 01 04 00 00 00 00");
  bench.disc().stated_layout.status = DiscStatus::complete;
  EXPECT_EQ(descriptor(bench, 0x0038), "00 38 00 04 00 00 00 00");
  TestDrive cd({}, "generic-cd");
  EXPECT_EQ(descriptor(cd, 0x0038), "absent");
  EXPECT_EQ(descriptor(cd, 0x0023), "absent");
}

TEST(Features, features_never_offered_are_absent) {
  TestDrive bench;
  for (const std::uint16_t code : {0x0022, 0x0025, 0x0028, 0x0033, 0x003A, 0x0103, 0x0106, 0x010D}) {
    EXPECT_EQ(descriptor(bench, code), "absent") << std::hex << code;
  }
}

// MMC-6, CD-RW Media Write Support feature: sub-types 1 to 4, standard speed is not among them.
TEST(Features, cd_rw_writing_follows_the_model) {
  TestDrive bench = with_disc(ProfileNumber::cd_rw);
  EXPECT_EQ(descriptor(bench, 0x0037), "00 37 01 04 00 1E 00 00");
  TestDrive cd_r = with_disc(ProfileNumber::cd_r);
  EXPECT_EQ(descriptor(cd_r, 0x0037), "00 37 00 04 00 1E 00 00");
  drive::DriveProfile profile = profile_of("generic-cd");
  std::erase(profile.profiles, ProfileNumber::cd_rw);
  TestDrive without({}, profile);
  EXPECT_EQ(descriptor(without, 0x0037), "absent");
  EXPECT_EQ(descriptor(without, 0x002D), "00 2D 08 04 40 00 05 00");
  EXPECT_EQ(descriptor(without, 0x002E), "00 2E 04 04 60 00 0C C0");
}

// Checklist 19.
TEST(ProfileList, names_the_profiles_and_flags_the_current_one) {
  TestDrive empty;
  EXPECT_EQ(descriptor(empty, 0x0000),
            "00 00 03 3C 00 43 00 00 00 41 00 00 00 40 00 00 00 12 00 00 00 1A 00 00 00 2B 00 00 00 1B 00 00 00 15 00 "
            "00 00 14 00 00 00 13 00 00 00 11 00 00 00 10 00 00 00 0A 00 00 00 09 00 00 00 08 00 00");
  TestDrive bench = with_disc(ProfileNumber::dvd_plus_r);
  EXPECT_EQ(descriptor(bench, 0x0000),
            "00 00 03 3C 00 43 00 00 00 41 00 00 00 40 00 00 00 12 00 00 00 1A 00 00 00 2B 00 00 00 1B 01 00 00 15 00 "
            "00 00 14 00 00 00 13 00 00 00 11 00 00 00 10 00 00 00 0A 00 00 00 09 00 00 00 08 00 00");
}

TEST(Descriptors, features_of_every_drive) {
  TestDrive bench;
  EXPECT_EQ(descriptor(bench, 0x0001), "00 01 0B 08 00 00 00 01 03 00 00 00");
  EXPECT_EQ(descriptor(bench, 0x0002), "00 02 07 04 02 00 00 00");
  EXPECT_EQ(descriptor(bench, 0x0003), "00 03 0B 04 39 00 00 00");
  EXPECT_EQ(descriptor(bench, 0x0100), "01 00 03 00");
  EXPECT_EQ(descriptor(bench, 0x0105), "01 05 07 04 00 00 00 00");
  EXPECT_EQ(descriptor(bench, 0x0108), "01 08 03 0C 42 42 32 36 31 31 30 30 30 30 30 31");
  EXPECT_EQ(descriptor(bench, 0x010C), "01 0C 03 10 32 30 32 36 31 31 32 35 30 30 30 30 30 30 00 00");
}

TEST(Descriptors, serial_number_is_filled_up_to_a_multiple_of_four) {
  TestDrive bench({.serial_number = "ABCDE"});
  EXPECT_EQ(descriptor(bench, 0x0108), "01 08 03 08 41 42 43 44 45 20 20 20");
}

TEST(Descriptors, random_readable_tells_the_block_that_a_disc_is_read_in) {
  TestDrive bench = with_disc(ProfileNumber::dvd_rom);
  EXPECT_EQ(descriptor(bench, 0x0010), "00 10 01 08 00 00 08 00 00 10 01 00");
  TestDrive empty;
  EXPECT_EQ(descriptor(empty, 0x0010), "00 10 00 08 00 00 08 00 00 01 01 00");
}

TEST(Descriptors, reading) {
  TestDrive cd = with_disc(ProfileNumber::cd_rom);
  EXPECT_EQ(descriptor(cd, 0x001D), "00 1D 01 00");
  EXPECT_EQ(descriptor(cd, 0x001E), "00 1E 09 04 00 00 00 00");
  EXPECT_EQ(descriptor(cd, 0x001F), "00 1F 08 04 01 00 00 00");
  TestDrive bd = with_disc(ProfileNumber::bd_rom);
  EXPECT_EQ(descriptor(bd, 0x0040),
            "00 40 01 1C 00 00 00 00 00 06 00 06 00 00 00 00 00 02 00 06 00 00 00 00 00 02 00 02 00 00 00 00");
}

TEST(Descriptors, incremental_streaming_on_bd_has_no_link_sizes) {
  TestDrive bench = with_disc(ProfileNumber::bd_r_sequential, DiscStatus::blank);
  EXPECT_EQ(descriptor(bench, 0x0021), "00 21 0D 04 01 00 01 00");
}

TEST(Descriptors, incremental_streaming_on_cd_lists_the_packet_block_types) {
  drive::DriveProfile profile = profile_of("generic-cd");
  profile.cd_recording.packet = {8, 10, 12, 13};
  drive::Drive drive(profile, {});
  for (const Feature& feature : all_features()) {
    if (feature.code != FeatureCode::incremental_streaming_writable) continue;
    EXPECT_TRUE(is_offered(feature, drive));
    EXPECT_EQ(base::format_hex(describe(feature, drive)), "00 21 0C 08 35 00 01 01 07 00 00 00");
  }
}

TEST(Descriptors, incremental_streaming_on_dvd_minus_r_links_ecc_blocks) {
  TestDrive bench = with_disc(ProfileNumber::dvd_minus_r_sequential, DiscStatus::blank);
  EXPECT_EQ(descriptor(bench, 0x0021), "00 21 0D 08 01 00 01 01 10 00 00 00");
}

TEST(Descriptors, dvd_minus_r_is_written_at_once_and_simulated) {
  TestDrive bench = with_disc(ProfileNumber::dvd_minus_r_sequential, DiscStatus::blank);
  EXPECT_EQ(descriptor(bench, 0x002F), "00 2F 09 04 4E 00 00 00");
  TestDrive cd({}, "generic-cd");
  EXPECT_EQ(descriptor(cd, 0x002F), "absent");
}

TEST(Descriptors, dvd_minus_rw_is_overwritten_in_whole_ecc_blocks) {
  TestDrive bench = with_disc(ProfileNumber::dvd_minus_rw_restricted_overwrite);
  bench.disc().stated_layout.is_overwritable = true;
  EXPECT_EQ(current_codes(bench), with_base({0x0010, 0x001F, 0x0021, 0x0026, 0x002C, 0x0107}));
  EXPECT_EQ(descriptor(bench, 0x0026), "00 26 01 00");
  EXPECT_EQ(descriptor(bench, 0x002C), "00 2C 01 04 03 00 00 00");
  EXPECT_EQ(descriptor(bench, 0x0021), "00 21 0D 08 01 00 01 01 10 00 00 00");
}

TEST(Descriptors, dvd_plus_r_can_be_written_until_it_is_complete) {
  TestDrive blank = with_disc(ProfileNumber::dvd_plus_r, DiscStatus::blank);
  EXPECT_EQ(descriptor(blank, 0x002B), "00 2B 01 04 01 00 00 00");
  TestDrive complete = with_disc(ProfileNumber::dvd_plus_r, DiscStatus::complete);
  EXPECT_EQ(descriptor(complete, 0x002B), "00 2B 01 04 00 00 00 00");
}

TEST(Descriptors, dvd_plus_r_of_two_layers_can_be_written_until_it_is_complete) {
  TestDrive blank = with_disc(ProfileNumber::dvd_plus_r_dual_layer, DiscStatus::blank);
  EXPECT_EQ(descriptor(blank, 0x003B), "00 3B 01 04 01 00 00 00");
  EXPECT_EQ(descriptor(blank, 0x002B), "00 2B 00 04 01 00 00 00");
  TestDrive complete = with_disc(ProfileNumber::dvd_plus_r_dual_layer, DiscStatus::complete);
  EXPECT_EQ(descriptor(complete, 0x003B), "00 3B 01 04 00 00 00 00");
  TestDrive cd({}, "generic-cd");
  EXPECT_EQ(descriptor(cd, 0x003B), "absent");
}

TEST(Descriptors, cd_recording_shows_what_the_profile_offers) {
  TestDrive bench = with_disc(ProfileNumber::cd_r, DiscStatus::blank);
  EXPECT_EQ(descriptor(bench, 0x002D), "00 2D 09 04 42 00 05 00");
  EXPECT_EQ(descriptor(bench, 0x002E), "00 2E 05 04 62 00 0C C0");
}

TEST(Descriptors, bd_writing) {
  TestDrive bench = with_disc(ProfileNumber::bd_r_sequential, DiscStatus::blank);
  EXPECT_EQ(descriptor(bench, 0x0041), "00 41 01 14 00 00 00 00 00 06 00 06 00 00 00 00 00 02 00 06 00 00 00 00");
}

TEST(Descriptors, random_writing_tells_the_capacity_and_the_ecc_block) {
  TestDrive empty;
  EXPECT_EQ(descriptor(empty, 0x0020), "00 20 04 0C 00 00 00 00 00 00 08 00 00 01 01 00");
  TestDrive bench = with_disc(ProfileNumber::bd_re);
  bench.disc().stated_layout.is_overwritable = true;
  bench.disc().stated_last_readable = base::Lba{0x00B473FF};
  EXPECT_EQ(descriptor(bench, 0x0020), "00 20 05 0C 00 B4 73 FF 00 00 08 00 00 10 01 00");
}

TEST(Descriptors, defects_are_managed_on_bd_re) {
  TestDrive bench = with_disc(ProfileNumber::bd_re);
  EXPECT_EQ(descriptor(bench, 0x0024), "00 24 05 04 80 00 00 00");
  TestDrive cd({}, "generic-cd");
  EXPECT_EQ(descriptor(cd, 0x0020), "absent");
  EXPECT_EQ(descriptor(cd, 0x0024), "absent");
  EXPECT_EQ(descriptor(cd, 0x0004), "absent");
}

// Checklist 26.
TEST(Descriptors, real_time_streaming_has_all_that_hosts_look_for) {
  TestDrive bench = with_disc(ProfileNumber::bd_rom);
  EXPECT_EQ(descriptor(bench, 0x0107), "01 07 15 04 1F 00 00 00");
}

}  // namespace
}  // namespace emulator::mmc
