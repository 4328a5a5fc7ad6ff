// BD-RE on the bench: what it says of itself in each state, byte by byte, and what burning programs do with it.
#include "emulator/mmc/burn_bench_for_test.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view format = "04 11 00 00 00 00";
constexpr std::string_view default_format = "00 02 00 08 00 B4 74 00 C0 00 00 00";
constexpr std::string_view track_1 = "52 01 00 00 00 01 00 00 30 00";
constexpr std::string_view format_capacities = "23 00 00 00 00 00 00 00 FC 00";
constexpr std::string_view toc = "43 00 00 00 00 00 00 03 24 00";
constexpr std::string_view current_features = "46 01 00 00 00 00 00 FF FF 00";

class BdReBurnTest : public BurnTest {};

// MMC-6, unformatted BD-RE.
TEST_F(BdReBurnTest, a_disc_as_sold_is_blank_and_says_so_everywhere) {
  TestDrive& bench = with_blank("bd-re");
  EXPECT_EQ(bench.data("46 02 00 00 00 00 00 00 08 00").substr(18), "00 43");
  EXPECT_EQ(bench.data(disc_information),
            "00 20 10 01 01 01 01 20 00 00 00 00 00 00 00 00 00 00 00 00 00 BA 74 00 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data(track_1),
            "00 22 01 01 00 04 41 00 00 00 00 00 00 00 00 00 00 BA 74 00 00 00 00 20 00 BA 74 00 00 00 00 00 00 00 00 "
            "00");
  EXPECT_EQ(bench.data(capacity), "00 00 00 00 00 00 08 00");
  EXPECT_EQ(bench.outcome(toc), "5/24/00");
  EXPECT_EQ(bench.data(format_capacities),
            "00 00 00 30 00 BA 74 00 01 00 08 00 00 B4 74 00 00 00 30 00 00 B4 74 00 C0 00 30 00 00 B0 74 00 C0 00 50 "
            "00 00 B8 74 00 C0 00 10 00 00 BA 74 00 C4 00 08 00");
  EXPECT_EQ(bench.outcome(cdb(0x28, 0, 1)), "5/30/10");
  EXPECT_EQ(write(0, 32, 1), "5/30/10");
}

// Status, sessions and lead-out as on a Pioneer BDR-209D with a formatted BD-RE.
// Checklist 52.
TEST_F(BdReBurnTest, a_formatted_disc_is_complete_and_says_so_everywhere) {
  TestDrive& bench = with_blank("bd-re", true);
  EXPECT_EQ(bench.data(disc_information),
            "00 20 1E 01 01 01 01 20 00 00 00 00 00 00 00 00 FF FF FF FF FF FF FF FF 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data(track_1),
            "00 22 01 01 00 04 01 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 20 00 B4 74 00 00 B4 73 FF 00 00 00 "
            "00");
  EXPECT_EQ(bench.data(capacity), "00 B4 73 FF 00 00 08 00");
  EXPECT_EQ(bench.data(toc), "00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 B4 74 00");
  EXPECT_EQ(bench.data("43 00 01 00 00 00 00 00 0C 00"), "00 0A 01 01 00 14 01 00 00 00 00 00");
  EXPECT_EQ(bench.data(format_capacities).substr(0, 36), "00 00 00 30 00 B4 74 00 02 00 08 00 ");
  EXPECT_EQ(bench.data("46 02 00 20 00 00 00 00 20 00").substr(24), "00 20 05 0C 00 B4 73 FF 00 00 08 00 00 20 01 00");
  EXPECT_EQ(bench.outcome("52 01 00 00 00 02 00 00 30 00"), "5/24/00");
  EXPECT_EQ(bench.outcome("51 01 00 00 00 00 00 00 0C 00"), "5/24/00") << "no track resources";
}

// libburn: FORMAT UNIT with IMMED, TEST UNIT READY until it is done, READ FORMAT CAPACITIES again.
// Checklist 60.
TEST_F(BdReBurnTest, formatting_makes_room_for_every_address) {
  TestDrive& bench = with_blank("bd-re");
  ASSERT_EQ(bench.outcome(format, default_format), "GOOD");
  EXPECT_EQ(bench.outcome(ready), "2/04/04");
  EXPECT_EQ(bench.outcome(cdb(0x28, 0, 1)), "2/04/04") << "nothing is read or written while the drive formats";
  bench.wait(std::chrono::minutes(1));
  ASSERT_EQ(bench.outcome(ready), "GOOD");
  EXPECT_EQ(bench.data(capacity), "00 B4 73 FF 00 00 08 00");
  ASSERT_EQ(write(0x00B473E0, 32, 3), "GOOD");
  ASSERT_EQ(write(0, 64, 1), "GOOD");
  ASSERT_EQ(write(16, 1, 2), "GOOD");
  ASSERT_EQ(bench.outcome(synchronize), "GOOD");
  EXPECT_TRUE(holds(0, 16, 1));
  EXPECT_TRUE(holds(16, 1, 2));
  EXPECT_TRUE(holds(17, 47, 1));
  EXPECT_TRUE(holds(64, 32, 0));
  EXPECT_TRUE(holds(0x00B473E0, 32, 3));
}

// libburn asks for type 00h with the block length as its parameter (`xorriso -format fast`).
TEST_F(BdReBurnTest, a_full_format_may_name_the_block_length) {
  TestDrive& bench = with_blank("bd-re");
  ASSERT_EQ(bench.outcome(format, "00 82 00 08 00 B4 74 00 00 00 08 00"), "GOOD");
  bench.wait(std::chrono::minutes(1));
  EXPECT_EQ(bench.pointed(format, "00 82 00 08 00 B4 74 00 C0 00 08 00"), "list 9")
      << "spare areas of that size differ";
}

// libburn sets FOV, all options clear, and asks for a full certification (`cdrskin blank=format_defectmgt`).
TEST_F(BdReBurnTest, a_format_may_speak_of_defect_lists) {
  TestDrive& bench = with_blank("bd-re");
  ASSERT_EQ(bench.outcome(format, "00 82 00 08 00 B4 74 00 C2 00 30 00"), "GOOD");
  EXPECT_EQ(bench.outcome(ready), "2/04/04");
  bench.wait(std::chrono::hours(2));
  ASSERT_EQ(bench.outcome(ready), "GOOD");
  EXPECT_EQ(bench.data(capacity), "00 B4 73 FF 00 00 08 00");
}

// Checklist 137.
TEST_F(BdReBurnTest, a_format_without_spare_areas_has_all_blocks) {
  TestDrive& bench = with_blank("bd-re", true);
  ASSERT_EQ(write(0, 32, 1), "GOOD");
  ASSERT_EQ(bench.outcome(format, "00 00 00 08 00 BA 74 00 C4 00 00 00"), "GOOD");
  EXPECT_EQ(bench.data(capacity), "00 BA 73 FF 00 00 08 00");
  EXPECT_TRUE(holds(0, 32, 0));
  EXPECT_EQ(write(0x00BA7400, 1, 1), "5/21/00");
}

// MMC-6, FORMAT UNIT command, FmtData: without a list the default format.
TEST_F(BdReBurnTest, a_format_without_a_list_is_the_default_one) {
  TestDrive& bench = with_blank("bd-re");
  ASSERT_EQ(bench.outcome("04 01 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.data(capacity), "00 B4 73 FF 00 00 08 00");
}

// A full certification writes and reads all of the disc: at 2x (8992 kB/s) an hour and a half.
TEST_F(BdReBurnTest, full_certification_takes_as_long_as_it_does) {
  TestDrive& bench = with_blank("bd-re");
  ASSERT_EQ(bench.outcome(format, "00 02 00 08 00 B4 74 00 C2 00 30 00"), "GOOD");
  bench.wait(std::chrono::minutes(80));
  EXPECT_EQ(bench.outcome(ready), "2/04/04");
  bench.wait(std::chrono::minutes(11));
  EXPECT_EQ(bench.outcome(ready), "GOOD");
}

// Feature 0021 is for media that grow: a BD-RE never has it. MMC-6, Features.
TEST_F(BdReBurnTest, current_features_follow_the_format) {
  const auto codes = [](TestDrive& bench) {
    const base::ByteBuffer reply = scsi::gather(bench.send(current_features).segments);
    std::string text;
    for (std::size_t at = 8; at < reply.size(); at += 4U + reply[at + 3]) {
      if (reply[at] == 0 && reply[at + 1] >= 0x10)
        text += base::format_hex(base::Bytes{reply}.subspan(at + 1, 1)) + " ";
    }
    return text;
  };
  EXPECT_EQ(codes(with_blank("bd-re")), "23 24 40 41 ");
  EXPECT_EQ(codes(with_blank("bd-re", true)), "10 20 23 24 40 41 ");
}

TEST_F(BdReBurnTest, what_is_for_other_discs_is_refused) {
  TestDrive& bench = with_blank("bd-re", true);
  EXPECT_EQ(bench.outcome("5B 00 02 00 00 00 00 00 00 00"), "5/24/00");
  EXPECT_EQ(bench.outcome("53 00 00 00 00 00 00 00 20 00"), "5/30/05");
  EXPECT_EQ(bench.outcome(format, "00 00 00 08 00 B4 74 00 C8 00 00 00"), "5/26/00");
  EXPECT_EQ(bench.outcome("54 01 00 00 00 00 00 00 00 00"), "GOOD") << "power calibration is the drive's own business";
}

// GET PERFORMANCE ends where the host's blocks end. MMC-6, GET PERFORMANCE command.
TEST_F(BdReBurnTest, performance_ends_with_the_formatted_capacity) {
  TestDrive& bench = with_blank("bd-re", true);
  EXPECT_EQ(bench.data("AC 00 00 00 00 00 00 00 00 01 03 00"),
            "00 00 00 14 00 00 00 00 00 00 00 00 00 B4 73 FF 00 00 D2 C0 00 00 23 20");
}

TEST_F(BdReBurnTest, a_drive_that_does_not_write_bd_re_reads_it_as_a_rom) {
  static_cast<void>(with_blank("bd-re", true));
  ASSERT_EQ(write(0, 32, 9), "GOOD");
  drive::DriveProfile profile = profile_of("generic-bd");
  std::erase(profile.profiles, media::ProfileNumber::bd_re);
  auto disc = bench_->drive.replace_disc(nullptr, bench_->now);
  TestDrive reader{drive::DriveOptions{.disc = std::move(disc)}, profile};
  EXPECT_EQ(reader.data("46 02 00 00 00 00 00 00 08 00").substr(18), "00 40");
  EXPECT_EQ(scsi::gather(reader.send(cdb(0x28, 0, 1)).segments), base::ByteBuffer(2048, 9));
  EXPECT_EQ(reader.outcome(cdb(0x2A, 0, 1), base::ByteBuffer(2048)), "5/30/05");
}

}  // namespace
}  // namespace emulator::mmc
