// CLOSE TRACK/SESSION with every function, and RESERVE TRACK, on the media that are recorded sequentially without a
// mode page: DVD+R, DVD+R DL and BD-R. MMC-6, CLOSE TRACK/SESSION command, Close Function definitions; RESERVE TRACK
// command.
#include <array>
#include <ostream>

#include "emulator/mmc/burn_bench_for_test.h"

namespace emulator::mmc {
namespace {

struct Family {
  const char* medium;
  std::int64_t ecc_block;
  std::array<const char*, 8> blank;     // the outcome of each function on a blank disc
  std::array<const char*, 8> recorded;  // with an open session
};
void PrintTo(const Family& family, std::ostream* out) { *out << family.medium; }

constexpr const char* no = "5/24/00";
constexpr const char* empty = "5/2C/04";
constexpr Family families[] = {
    {"dvd+r", 16, {no, "GOOD", "GOOD", no, no, empty, empty, no}, {no, "GOOD", "GOOD", no, no, "GOOD", "GOOD", no}},
    {"dvd+r-dl",
     16,
     {no, "GOOD", "GOOD", no, "GOOD", empty, empty, no},
     {no, "GOOD", "GOOD", no, "GOOD", "GOOD", "GOOD", no}},
    {"bd-r", 32, {no, "GOOD", "GOOD", no, no, no, empty, no}, {no, "GOOD", "GOOD", no, no, no, "GOOD", no}},
    {"bd-r-dl", 32, {no, "GOOD", "GOOD", no, no, no, empty, no}, {no, "GOOD", "GOOD", no, no, no, "GOOD", no}},
};
constexpr std::array all_functions{0, 1, 2, 3, 4, 5, 6, 7};

class CloseAndReserve : public BurnTest, public testing::WithParamInterface<Family> {
 protected:
  void SetUp() override {
    BurnTest::SetUp();
    with_blank(GetParam().medium);
  }
  std::string close(int function, int track = 0xFF) {
    return bench_->outcome(base::format_hex(base::ByteBuffer{0x5B, 0, static_cast<std::uint8_t>(function), 0, 0,
                                                             static_cast<std::uint8_t>(track), 0, 0, 0, 0}));
  }
  std::string reserve(std::uint32_t blocks) {
    const auto byte = [&](int shift) { return static_cast<std::uint8_t>(blocks >> shift); };
    return bench_->outcome(
        base::format_hex(base::ByteBuffer{0x53, 0, 0, 0, 0, byte(24), byte(16), byte(8), byte(0), 0}));
  }
  std::string write_blocks(std::int64_t first, std::int64_t count) {
    return bench_->outcome(cdb(0x2A, first, count), base::ByteBuffer(static_cast<std::size_t>(count) * 2048, 1));
  }
  std::string status() { return bench_->data(disc_information).substr(6, 2); }
};

TEST_P(CloseAndReserve, every_function_on_a_blank_disc) {
  for (const int function : all_functions) {
    EXPECT_EQ(close(function), GetParam().blank[static_cast<std::size_t>(function)]) << function;
    EXPECT_EQ(status(), "00") << function;
  }
}

TEST_P(CloseAndReserve, every_function_with_an_open_session) {
  for (const int function : all_functions) {
    with_blank(GetParam().medium);
    ASSERT_EQ(write_blocks(0, 32), "GOOD");
    const std::string expected = GetParam().recorded[static_cast<std::size_t>(function)];
    EXPECT_EQ(close(function), expected) << function;
    const bool closes = expected == "GOOD" && function != 1;
    // Appendable with an open session; with an empty one; complete.
    EXPECT_EQ(status(), !closes ? "05" : function == 2 || function == 4 ? "01" : "0E") << function;
  }
}

TEST_P(CloseAndReserve, twice_is_once) {
  ASSERT_EQ(write_blocks(0, 32), "GOOD");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(close(1), "GOOD");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(close(2), "GOOD");
  EXPECT_EQ(bench_->data(disc_information).substr(12, 2), "02") << "sessions, with the empty one";
  ASSERT_EQ(close(6), "GOOD");
  for (const int function : {1, 2, 6}) EXPECT_EQ(close(function), "5/30/05") << function;
}

TEST_P(CloseAndReserve, a_track_that_is_not_there_is_no_field_of_the_cdb) {
  ASSERT_EQ(write_blocks(0, 32), "GOOD");
  EXPECT_EQ(close(1, 0), no);
  EXPECT_EQ(close(1, 2), no);
  EXPECT_EQ(bench_->outcome("5B 00 01 00 01 01 00 00 00 00"), no) << "track 257";
  EXPECT_EQ(close(1, 1), "GOOD");
}

// MMC-6, CLOSE TRACK/SESSION command: the track number counts with function 1 alone. libburn sends 0 or 1 with others.
TEST_P(CloseAndReserve, the_track_number_of_other_functions_is_ignored) {
  ASSERT_EQ(write_blocks(0, 32), "GOOD");
  EXPECT_EQ(close(2, 0x63), "GOOD");
}

TEST_P(CloseAndReserve, a_reservation_is_as_large_as_asked_in_whole_ecc_blocks) {
  const std::int64_t ecc_block = GetParam().ecc_block;
  ASSERT_EQ(reserve(static_cast<std::uint32_t>(3 * ecc_block - 1)), "GOOD");
  const base::ByteBuffer track = scsi::gather(bench_->send("52 01 00 00 00 01 00 00 24 00").segments);
  EXPECT_EQ(track[6] & 0xC0, 0xC0) << "RT and Blank";
  EXPECT_EQ(track[7] & 1, 1) << "NWA_V";
  EXPECT_EQ(std::int64_t{track[26]} << 8 | track[27], 3 * ecc_block) << "track size";
  EXPECT_EQ(std::int64_t{track[18]} << 8 | track[19], 3 * ecc_block) << "free blocks";
}

TEST_P(CloseAndReserve, writes_stay_in_their_reservation) {
  const std::int64_t ecc_block = GetParam().ecc_block;
  ASSERT_EQ(reserve(static_cast<std::uint32_t>(2 * ecc_block)), "GOOD");
  EXPECT_EQ(write_blocks(0, 2 * ecc_block + 1), "5/63/00") << "past the end of the reservation";
  EXPECT_EQ(write_blocks(1, 1), "5/21/02");
  ASSERT_EQ(write_blocks(0, ecc_block), "GOOD");
  EXPECT_EQ(close(1, 1), "5/72/03") << "half full";
  EXPECT_EQ(close(2), "5/72/03");
  ASSERT_EQ(write_blocks(ecc_block, ecc_block), "GOOD");
  EXPECT_EQ(write_blocks(ecc_block, 1), "5/21/02") << "recorded";
  EXPECT_EQ(close(1, 1), "GOOD");
}

TEST_P(CloseAndReserve, an_empty_reservation_keeps_its_session_open) {
  ASSERT_EQ(reserve(64), "GOOD");
  EXPECT_EQ(close(1, 1), "5/72/04");
  EXPECT_EQ(close(2), "5/72/04");
  EXPECT_EQ(close(6), "5/72/04");
  EXPECT_EQ(status(), "05");
}

TEST_P(CloseAndReserve, reservations_that_cannot_be_are_refused) {
  EXPECT_EQ(reserve(0), no);
  EXPECT_EQ(reserve(0xFFFFFFFF), "5/63/01");
  EXPECT_EQ(bench_->outcome("53 01 00 00 00 00 00 00 40 00"), no) << "by address, which is not offered";
  EXPECT_EQ(bench_->outcome("53 02 00 00 00 00 00 00 40 00"), no) << "of a zone, which is not offered";
  EXPECT_EQ(status(), "00") << "and nothing was reserved";
  std::string last = "GOOD";
  int taken = 0;
  for (; last == "GOOD" && taken < 20; ++taken) last = reserve(64);
  EXPECT_EQ(last, "5/72/05");
  EXPECT_EQ(taken - 1, GetParam().ecc_block == 32 ? 16 : 15);
}

TEST_P(CloseAndReserve, a_complete_disc_takes_no_reservation) {
  ASSERT_EQ(write_blocks(0, 32), "GOOD");
  ASSERT_EQ(close(6), "GOOD");
  EXPECT_EQ(reserve(64), "5/30/05");
  EXPECT_EQ(write_blocks(32, 32), "5/30/05");
}

INSTANTIATE_TEST_SUITE_P(Media, CloseAndReserve, testing::ValuesIn(families), [](const auto& run) {
  std::string name = run.param.medium;
  std::erase_if(name, [](char letter) { return letter == '-' || letter == '+'; });
  return name;
});

}  // namespace
}  // namespace emulator::mmc
