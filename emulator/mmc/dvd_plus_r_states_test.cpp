// DVD+R of one and of two layers in each of their states: READ DISC INFORMATION, READ CAPACITY, READ TRACK INFORMATION,
// READ TOC, READ FORMAT CAPACITIES, the current features and the disc structures agree with each other. MMC-6, DVD+R
// recording model.
#include "emulator/mmc/burn_bench_for_test.h"

namespace emulator::mmc {
namespace {

// 2,295,104 blocks are 230540h, 4,173,824 are 3FB000h.
class DvdPlusRStates : public BurnTest {
 protected:
  // Some bytes of a reply, or the sense.
  std::string part(std::string_view cdb, std::size_t first, std::size_t count) {
    const std::string outcome = bench_->outcome(cdb);
    return outcome == "GOOD" ? bench_->data(cdb).substr(first * 3, count * 3 - 1) : outcome;
  }
  std::string disc() { return part("51 00 00 00 00 00 00 00 22 00", 2, 5); }  // status, then sessions and tracks
  std::string last_lead_out() { return part("51 00 00 00 00 00 00 00 22 00", 20, 4); }
  std::string last_block() { return part(capacity, 0, 4); }
  // Flags, start, NWA, free; and the address to which a DVD-ROM drive reads.
  std::string incomplete_track() { return part("52 01 00 00 00 FF 00 00 28 00", 6, 14); }
  std::string compatibility() { return part("52 01 00 00 00 01 00 00 28 00", 36, 4); }
  std::string lead_out() { return part("43 00 00 00 00 00 AA 00 14 00", 8, 4); }
  std::string size() { return part("23 00 00 00 00 00 00 00 0C 00", 4, 5); }  // and the descriptor type
  std::string feature(std::string_view code) {
    return part("46 02 00 " + std::string(code) + " 00 00 00 00 10 00", 10, 3);  // current, length, write
  }
  std::string boundary() { return part("AD 00 00 00 00 00 00 20 00 0C 00 00", 4, 8); }
  std::string close(std::string_view function) {
    return bench_->outcome("5B 00 " + std::string(function) + " 00 00 FF 00 00 00 00");
  }
  std::string send_boundary(std::string_view layer_0) {
    return bench_->outcome("BF 00 00 00 00 00 00 20 00 0C 00 00", "00 0A 00 00 00 00 00 00 " + std::string(layer_0));
  }
};

TEST_F(DvdPlusRStates, blank) {
  with_blank("dvd+r");
  EXPECT_EQ(disc(), "00 01 01 01 01");
  EXPECT_EQ(last_lead_out(), "00 23 05 40");
  EXPECT_EQ(last_block(), "00 00 00 00");
  EXPECT_EQ(incomplete_track(), "41 01 00 00 00 00 00 00 00 00 00 23 05 40");
  EXPECT_EQ(compatibility(), "00 04 20 00");
  EXPECT_EQ(lead_out(), "5/24/00");
  EXPECT_EQ(size(), "00 23 05 40 01");
  EXPECT_EQ(feature("2B"), "01 04 01");
  EXPECT_EQ(boundary(), "5/24/00");
}

TEST_F(DvdPlusRStates, open_session) {
  with_blank("dvd+r");
  ASSERT_EQ(write(0, 64, 1), "GOOD");
  EXPECT_EQ(disc(), "05 01 01 01 01");
  EXPECT_EQ(last_block(), "00 00 00 00");
  EXPECT_EQ(incomplete_track(), "81 03 00 00 00 00 00 00 00 40 00 23 05 00");
  EXPECT_EQ(lead_out(), "5/24/00");
  ASSERT_EQ(close("01"), "GOOD");
  EXPECT_EQ(disc(), "05 01 01 01 02");
  EXPECT_EQ(incomplete_track(), "41 01 00 00 00 50 00 00 00 50 00 23 04 F0");
}

TEST_F(DvdPlusRStates, reserved) {
  with_blank("dvd+r");
  ASSERT_EQ(bench_->outcome("53 00 00 00 00 00 00 01 00 00"), "GOOD");  // 256 blocks, then a run-in of 16
  EXPECT_EQ(disc(), "05 01 01 01 02");
  EXPECT_EQ(part("52 01 00 00 00 01 00 00 28 00", 6, 22),
            "C1 01 00 00 00 00 00 00 00 00 00 00 01 00 00 00 00 10 00 00 01 00");
  EXPECT_EQ(incomplete_track(), "41 01 00 00 01 10 00 00 01 10 00 23 04 30");
  ASSERT_EQ(write(0, 256, 1), "GOOD");
  EXPECT_EQ(bench_->outcome(cdb(0x2A, 256, 16), base::ByteBuffer(16 * 2048)), "5/63/00");
  EXPECT_EQ(part("52 01 00 00 00 01 00 00 28 00", 6, 2), "81 02");
}

TEST_F(DvdPlusRStates, appendable) {
  with_blank("dvd+r");
  ASSERT_EQ(write(0, 64, 1), "GOOD");
  ASSERT_EQ(close("02"), "GOOD");
  EXPECT_EQ(disc(), "01 01 02 02 02");
  EXPECT_EQ(last_block(), "00 00 00 3F");
  EXPECT_EQ(incomplete_track(), "41 01 00 00 08 40 00 00 08 40 00 22 FD 00");
  EXPECT_EQ(lead_out(), "00 00 00 40");
  EXPECT_EQ(size(), "00 00 00 40 02");
  EXPECT_EQ(close("02"), "GOOD") << "nothing to close";
  EXPECT_EQ(disc(), "01 01 02 02 02");
}

TEST_F(DvdPlusRStates, complete) {
  for (const char* const function : {"05", "06"}) {
    with_blank("dvd+r");
    ASSERT_EQ(write(0, 64, 1), "GOOD");
    ASSERT_EQ(close(function), "GOOD");
    EXPECT_EQ(disc(), "0E 01 01 01 01");
    EXPECT_EQ(last_lead_out(), "FF FF FF FF");
    EXPECT_EQ(last_block(), "00 00 00 3F");
    EXPECT_EQ(incomplete_track(), "5/24/00");
    EXPECT_EQ(lead_out(), "00 00 00 40");
    EXPECT_EQ(feature("2B"), "01 04 00");
    EXPECT_EQ(write(64, 16, 1), "5/30/05");
    for (const char* const refused : {"01", "02", "05", "06"}) EXPECT_EQ(close(refused), "5/30/05") << refused;
    EXPECT_EQ(bench_->outcome("53 00 00 00 00 00 00 00 10 00"), "5/30/05");
  }
}

TEST_F(DvdPlusRStates, full) {
  for (const char* const medium : {"dvd+r", "dvd+r-dl"}) {
    with_small_blank(medium, 256);
    EXPECT_EQ(incomplete_track(), "41 01 00 00 00 00 00 00 00 00 00 00 01 00");
    EXPECT_EQ(last_lead_out(), "00 00 01 00");
    ASSERT_EQ(write(0, 256, 1), "GOOD");
    EXPECT_EQ(write(256, 16, 1), "5/21/00");
    EXPECT_EQ(part("52 01 00 00 00 01 00 00 24 00", 6, 14), "81 02 00 00 00 00 00 00 00 00 00 00 00 00");
    ASSERT_EQ(close("02"), "GOOD");
    EXPECT_EQ(disc(), "01 01 02 02 02") << "appendable, and no address to append at";
    EXPECT_EQ(incomplete_track(), "41 00 00 00 01 00 00 00 00 00 00 00 00 00");
    EXPECT_EQ(last_block(), "00 00 00 FF");
    EXPECT_EQ(bench_->outcome("53 00 00 00 00 00 00 00 10 00"), "5/72/05");
    ASSERT_EQ(close("06"), "GOOD");
    EXPECT_EQ(disc(), "0E 01 01 01 01");
  }
}

// The power goes while CLOSE SESSION with IMMED is at work: its begin is on disk before the host hears of it.
TEST_F(DvdPlusRStates, damaged_last_session) {
  for (const char* const medium : {"dvd+r", "dvd+r-dl"}) {
    with_blank(medium);
    ASSERT_EQ(write(0, 64, 1), "GOOD");
    lose_power_after("5B 01 02 00 00 00 00 00 00 00");
    EXPECT_EQ(disc(), "09 01 01 01 01");
    EXPECT_EQ(last_block(), "00 00 00 00");
    EXPECT_EQ(part("52 01 00 00 00 01 00 00 28 00", 5, 7), "27 81 02 00 00 00 00") << "damaged, no next address";
    EXPECT_EQ(lead_out(), "5/24/00");
    EXPECT_EQ(write(64, 16, 1), "5/21/02");
    ASSERT_EQ(close("02"), "GOOD");
    EXPECT_EQ(disc(), "01 01 02 02 02");
    EXPECT_EQ(lead_out(), "00 00 00 40");
    EXPECT_TRUE(holds(0, 64, 1));
  }
}

// DVD+R is not formatted, not blanked, takes no cue sheet, and has no function of CLOSE for what it is not.
TEST_F(DvdPlusRStates, what_other_discs_do_is_refused) {
  for (const char* const medium : {"dvd+r", "dvd+r-dl"}) {
    with_blank(medium);
    ASSERT_EQ(write(0, 32, 1), "GOOD");
    EXPECT_EQ(bench_->outcome("04 11 00 00 00 00", "00 00 00 08 00 23 05 40 00 00 00 00"), "5/30/06") << medium;
    for (const char* const function : {"00", "03", "07"}) EXPECT_EQ(close(function), "5/24/00") << function;
    EXPECT_EQ(disc(), "05 01 01 01 01");
    EXPECT_EQ(bench_->outcome("5B 00 01 00 00 02 00 00 00 00"), "5/24/00") << "no such track";
    EXPECT_EQ(bench_->outcome("53 00 00 00 00 00 00 00 00 00"), "5/24/00") << "a reservation of nothing";
    EXPECT_EQ(bench_->outcome("54 01 00 00 00 00 00 00 00 00"), "GOOD") << "calibration";
  }
}

TEST_F(DvdPlusRStates, blank_of_two_layers) {
  with_blank("dvd+r-dl");
  EXPECT_EQ(disc(), "00 01 01 01 01");
  EXPECT_EQ(last_lead_out(), "00 3F B0 00");
  EXPECT_EQ(last_block(), "00 00 00 00");
  EXPECT_EQ(incomplete_track(), "41 01 00 00 00 00 00 00 00 00 00 3F B0 00");
  EXPECT_EQ(compatibility(), "00 04 10 00");
  EXPECT_EQ(lead_out(), "5/24/00");
  EXPECT_EQ(size(), "00 3F B0 00 01");
  EXPECT_EQ(feature("3B"), "01 04 01");
  EXPECT_EQ(boundary(), "00 00 00 00 00 1F D8 00");
}

TEST_F(DvdPlusRStates, two_layers_with_another_boundary) {
  with_blank("dvd+r-dl");
  ASSERT_EQ(send_boundary("00 00 01 40"), "GOOD");
  EXPECT_EQ(boundary(), "80 00 00 00 00 00 01 40");
  EXPECT_EQ(disc(), "00 01 01 01 01");
  EXPECT_EQ(last_lead_out(), "00 00 02 80");
  EXPECT_EQ(incomplete_track(), "41 01 00 00 00 00 00 00 00 00 00 00 02 80");
  EXPECT_EQ(size(), "00 00 02 80 01");
  EXPECT_EQ(part("AC 00 00 00 00 00 00 00 00 01 03 00", 12, 4), "00 00 02 7F") << "where the speeds end";
  EXPECT_EQ(part("AD 00 00 00 00 00 00 00 00 14 00 00", 16, 4), "00 03 01 3F") << "the last sector of layer 0";
  EXPECT_EQ(send_boundary("00 00 01 40"), "5/2C/00") << "once";
  ASSERT_EQ(write(0, 640, 1), "GOOD");
  EXPECT_EQ(write(640, 16, 1), "5/21/00");
  ASSERT_EQ(close("06"), "GOOD");
  EXPECT_TRUE(holds(0, 480, 1));
  EXPECT_EQ(last_block(), "00 00 02 7F");
  EXPECT_EQ(disc(), "0E 01 01 01 01");
  EXPECT_EQ(boundary(), "80 00 00 00 00 00 01 40");
}

// MMC-6, SEND DISC STRUCTURE command: the capacity of layer 0 is given before anything is recorded.
TEST_F(DvdPlusRStates, boundary_is_refused_with_the_sense_of_its_reason) {
  with_blank("dvd+r");
  EXPECT_EQ(send_boundary("00 00 01 40"), "5/24/00");
  with_blank("dvd+r-dl");
  EXPECT_EQ(send_boundary("00 1F D8 10"), "5/26/00") << "longer than as sold";
  EXPECT_EQ(send_boundary("00 00 01 48"), "5/26/00") << "half an ECC block";
  EXPECT_EQ(send_boundary("00 00 00 00"), "5/26/00");
  EXPECT_EQ(bench_->outcome("BF 00 00 00 00 00 00 20 00 08 00 00", "00 06 00 00 00 00 00 00"), "5/1A/00");
  EXPECT_EQ(bench_->outcome("BF 00 00 00 00 00 00 21 00 0C 00 00", "00 0A 00 00 00 00 00 00 00 00 01 40"), "5/24/00");
  EXPECT_EQ(boundary(), "00 00 00 00 00 1F D8 00") << "still to be set";
  ASSERT_EQ(write(0, 16, 1), "GOOD");
  EXPECT_EQ(boundary(), "80 00 00 00 00 1F D8 00");
  EXPECT_EQ(send_boundary("00 00 01 40"), "5/2C/00");
  ASSERT_EQ(close("06"), "GOOD");
  EXPECT_EQ(send_boundary("00 00 01 40"), "5/2C/00");
}

TEST_F(DvdPlusRStates, two_layers_with_an_extended_lead_out) {
  with_blank("dvd+r-dl");
  ASSERT_EQ(write(0, 64, 1), "GOOD");
  ASSERT_EQ(close("04"), "GOOD");
  EXPECT_EQ(disc(), "01 01 02 02 02");
  EXPECT_EQ(last_lead_out(), "00 3C B0 00") << "30000h less";
  EXPECT_EQ(incomplete_track(), "41 01 00 00 08 40 00 00 08 40 00 3C A7 C0");
  EXPECT_EQ(last_block(), "00 00 00 3F");
  with_blank("dvd+r");
  ASSERT_EQ(write(0, 64, 1), "GOOD");
  EXPECT_EQ(close("04"), "5/24/00") << "one layer";
}

}  // namespace
}  // namespace emulator::mmc
