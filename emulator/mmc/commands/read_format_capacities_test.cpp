#include "emulator/mmc/commands/read_format_capacities.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view capacities = "23 00 00 00 00 00 00 00 FC 00";

// Checklist 46.
TEST(ReadFormatCapacities, blank_disc_tells_what_it_will_hold) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.disc().stated_identity.capacity = base::BlockCount{0xBA7400};
  EXPECT_EQ(bench.data(capacities), "00 00 00 08 00 BA 74 00 01 00 08 00");
  EXPECT_EQ(bench.data("23 00 00 00 00 00 00 00 04 00"), "00 00 00 08");
}

// growisofs gives up on a blank BD-R without a formattable capacity.
// Checklist 45.
TEST(ReadFormatCapacities, formats_follow_the_capacity) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.disc().stated_identity.capacity = base::BlockCount{0xBA7400};
  bench.disc().stated_formats = {
      {.capacity = base::BlockCount{0xB47400}, .parameter = 0x3000},
      {.capacity = base::BlockCount{0x587400}, .type = 0x32, .sub_type = 1},
  };
  EXPECT_EQ(bench.data(capacities),
            "00 00 00 18 00 BA 74 00 01 00 08 00 00 B4 74 00 00 00 30 00 00 58 74 00 C9 00 00 00");
  EXPECT_EQ(bench.data("23 00 00 00 00 00 00 00 0C 00"), "00 00 00 18 00 BA 74 00 01 00 08 00");
}

TEST(ReadFormatCapacities, formatted_disc_tells_what_formatting_left) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.disc().stated_layout.status = media::DiscStatus::appendable;
  bench.disc().stated_layout.formatted_capacity = base::BlockCount{0xB47400};
  EXPECT_EQ(bench.data(capacities), "00 00 00 08 00 B4 74 00 02 00 08 00");
}

// Checklist 47.
TEST(ReadFormatCapacities, recorded_disc_tells_what_it_holds) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  bench.disc().stated_layout.status = media::DiscStatus::complete;
  bench.disc().stated_last_readable = base::Lba{0xFFF};
  EXPECT_EQ(bench.data(capacities), "00 00 00 08 00 00 10 00 02 00 08 00");
}

// Checklist 47.
TEST(ReadFormatCapacities, without_a_medium_it_is_the_most_that_the_model_takes) {
  TestDrive bd;
  EXPECT_EQ(bd.data(capacities), "00 00 00 08 00 BA 74 00 03 00 08 00");
  TestDrive dvd({}, "generic-dvd");
  EXPECT_EQ(dvd.data(capacities), "00 00 00 08 00 23 05 40 03 00 08 00");
  TestDrive cd({}, "generic-cd");
  EXPECT_EQ(cd.data(capacities), "00 00 00 08 00 05 7D A9 03 00 08 00");
}

}  // namespace
}  // namespace emulator::mmc
