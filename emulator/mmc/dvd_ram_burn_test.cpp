// DVD-RAM on the bench: what it says of itself in each state, byte by byte, its formats and its write protection.
#include "emulator/mmc/burn_bench_for_test.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view format = "04 11 00 00 00 00";
constexpr std::string_view format_with_complete_list = "04 19 00 00 00 00";
constexpr std::string_view track_1 = "52 01 00 00 00 01 00 00 30 00";
constexpr std::string_view format_capacities = "23 00 00 00 00 00 00 00 FC 00";
constexpr std::string_view protection = "AD 00 00 00 00 00 00 C0 00 08 00 00";
constexpr std::string_view protect = "BF 00 00 00 00 00 00 C0 00 08 00 00";

class DvdRamBurnTest : public BurnTest {};

// Status, capacities and lead-out as a real drive tells them (TSSTcorp SH-S182M).
// Checklist 52, 136.
TEST_F(DvdRamBurnTest, a_disc_as_sold_says_what_a_real_drive_says) {
  TestDrive& bench = with_blank("dvd-ram");
  EXPECT_EQ(bench.data("46 02 00 00 00 00 00 00 08 00").substr(18), "00 12");
  EXPECT_EQ(bench.data(disc_information),
            "00 20 1F 01 01 01 01 20 00 00 00 00 00 00 00 00 FF FF FF FF FF FF FF FF 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data(track_1),
            "00 22 01 01 00 04 01 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 10 00 22 21 20 00 22 21 1F 00 00 00 "
            "00");
  EXPECT_EQ(bench.data(capacity), "00 22 21 1F 00 00 08 00");
  EXPECT_EQ(bench.data("43 00 00 00 00 00 00 03 24 00"), "00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 22 21 20");
  EXPECT_EQ(bench.data(format_capacities),
            "00 00 00 28 00 22 21 20 02 00 08 00 00 22 21 20 00 00 08 00 00 23 05 20 00 00 08 00 00 21 FB 20 04 00 08 "
            "00 00 21 D5 20 04 00 08 00");
}

TEST_F(DvdRamBurnTest, structures_tell_of_spare_areas) {
  TestDrive& bench = with_blank("dvd-ram");
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 0A 00 10 00 00"), "00 0E 00 00 00 00 32 00 00 00 E4 00 00 00 E4 00");
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 09 00 08 00 00"), "00 06 00 00 00 00 00 00");
  const std::string definition = bench.data("AD 00 00 00 00 00 00 08 08 04 00 00");
  EXPECT_EQ(definition.substr(0, 16 * 3 - 1), "08 02 00 00 0A 0A 00 01 00 00 00 01 00 01 00 23");
  EXPECT_EQ(definition.substr((4 + 80) * 3, 12 * 3 - 1), "00 03 10 00 00 03 41 FF 00 03 42 00");
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 00 00 10 00 00"), "08 02 00 00 16 0F 04 00 00 03 10 00 00 26 5F 5F");
  TestDrive& dvd = with_blank("dvd+rw", true);
  EXPECT_EQ(dvd.pointed("AD 00 00 00 00 00 00 0A 00 10 00 00"), "cdb 7");
}

TEST_F(DvdRamBurnTest, structures_of_bd_re_tell_of_spare_areas) {
  TestDrive& bench = with_blank("bd-re", true);
  EXPECT_EQ(bench.data("AD 01 00 00 00 00 00 0A 00 10 00 00"), "00 0E 00 00 00 00 00 00 00 06 00 00 00 06 00 00");
  const std::string definition = bench.data("AD 01 00 00 00 00 00 08 08 04 00 00");
  EXPECT_EQ(definition.substr(0, 12 * 3 - 1), "08 02 00 00 44 53 00 00 00 00 00 01");
  EXPECT_EQ(definition.substr((4 + 32) * 3, 20 * 3 - 1), "00 10 00 00 00 B4 73 FF 00 00 10 00 00 00 20 00 00 00 00 00");
  EXPECT_EQ(with_blank("bd-re").pointed("AD 01 00 00 00 00 00 0A 00 10 00 00"), "cdb 7");
}

// dvd+rw-format -force: full, with certification; libburn: without it, or with a complete list of no defects.
TEST_F(DvdRamBurnTest, formatting_takes_long_unless_certification_is_left_out) {
  TestDrive& bench = with_blank("dvd-ram");
  ASSERT_EQ(write(0, 16, 1), "GOOD");
  ASSERT_EQ(bench.outcome(format, "00 02 00 08 00 22 21 20 00 00 08 00"), "GOOD");
  bench.wait(std::chrono::minutes(37));
  EXPECT_EQ(bench.outcome(ready), "2/04/04");
  bench.wait(std::chrono::minutes(2));
  ASSERT_EQ(bench.outcome(ready), "GOOD");
  EXPECT_TRUE(holds(0, 16, 0));
  ASSERT_EQ(bench.outcome(format_with_complete_list, "00 A2 00 08 00 23 05 20 00 00 08 00"), "GOOD");
  bench.wait(std::chrono::seconds(61));
  ASSERT_EQ(bench.outcome(ready), "GOOD");
  EXPECT_EQ(bench.data(capacity), "00 23 05 1F 00 00 08 00");
  EXPECT_EQ(bench.pointed(format, "00 88 00 08 00 22 21 20 00 00 08 00"), "list 1.3") << "no initialization pattern";
  ASSERT_EQ(bench.outcome("04 01 00 00 00 00"), "GOOD") << "the default format";
  EXPECT_EQ(bench.data(capacity), "00 22 21 1F 00 00 08 00");
}

// dvd-ram-control -rdonly and -rdwr. MMC-6, Write Protection Status.
// Checklist 80.
TEST_F(DvdRamBurnTest, write_protection_is_set_and_taken_back) {
  TestDrive& bench = with_blank("dvd-ram");
  EXPECT_EQ(bench.data(protection), "00 06 00 00 00 00 00 00");
  ASSERT_EQ(bench.outcome(protect, "00 06 00 00 02 00 00 00"), "GOOD");
  EXPECT_EQ(bench.data(protection), "00 06 00 00 02 00 00 00");
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 09 00 08 00 00"), "00 06 00 00 02 00 00 00");
  EXPECT_EQ(write(0, 16, 1), "7/27/04");
  EXPECT_EQ(bench.outcome(format, "00 02 00 08 00 22 21 20 00 00 08 00"), "7/27/04");
  EXPECT_TRUE(holds(0, 16, 0));
  ASSERT_EQ(bench.outcome(protect, "00 06 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(write(0, 16, 1), "GOOD");
}

TEST_F(DvdRamBurnTest, other_structures_are_not_sent) {
  TestDrive& bench = with_blank("dvd-ram");
  EXPECT_EQ(bench.pointed("BF 01 00 00 00 00 00 C0 00 08 00 00", "00 06 00 00 02 00 00 00"), "cdb 1.3");
  EXPECT_EQ(bench.pointed("BF 00 00 00 00 00 00 05 00 08 00 00", "00 06 00 00 02 00 00 00"), "cdb 7");
  EXPECT_EQ(bench.outcome("BF 00 00 00 00 00 00 C0 00 07 00 00", "00 06 00 00 02 00 00"), "5/1A/00");
  EXPECT_EQ(bench.outcome("BF 00 00 00 00 00 00 C0 00 08 00 00", "00 06 00 00 02 00 00"), "5/1A/00");
  EXPECT_EQ(bench.pointed(protect, "00 06 00 00 01 00 00 00"), "list 4.0") << "software protection is not offered";
  EXPECT_EQ(bench.data(protection), "00 06 00 00 00 00 00 00");
  TestDrive& bd = with_blank("bd-re", true);
  EXPECT_EQ(bd.outcome("BF 01 00 00 00 00 00 C0 00 08 00 00", "00 06 00 00 02 00 00 00"), "5/30/05");
  TestDrive rom = TestDrive::with(media::ProfileNumber::dvd_rom);
  EXPECT_EQ(rom.outcome(protect, "00 06 00 00 02 00 00 00"), "5/30/05");
}

TEST_F(DvdRamBurnTest, current_features) {
  const auto codes = [](TestDrive& bench) {
    const base::ByteBuffer reply = scsi::gather(bench.send("46 01 00 00 00 00 00 FF FF 00").segments);
    std::string text;
    for (std::size_t at = 8; at < reply.size(); at += 4U + reply[at + 3]) {
      if (reply[at] == 0 && reply[at + 1] >= 4) text += base::format_hex(base::Bytes{reply}.subspan(at + 1, 1)) + " ";
    }
    return text;
  };
  EXPECT_EQ(codes(with_blank("dvd-ram")), "04 10 1F 20 23 24 ");
  EXPECT_EQ(codes(with_blank("dvd-ram", false)), "04 1F 23 24 ");
  EXPECT_EQ(bench_->data("46 02 00 04 00 00 00 00 20 00").substr(24), "00 04 09 04 02 00 00 00");
  EXPECT_EQ(bench_->data("46 02 00 24 00 00 00 00 20 00").substr(24), "00 24 05 04 80 00 00 00");
}

}  // namespace
}  // namespace emulator::mmc
