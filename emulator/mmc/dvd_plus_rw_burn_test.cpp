// DVD+RW on the bench: what it says of itself in each state, byte by byte, and its background format in time.
#include "emulator/mmc/burn_bench_for_test.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view format = "04 11 00 00 00 00";
constexpr std::string_view start = "00 02 00 08 FF FF FF FF 98 00 00 00";
constexpr std::string_view restart = "00 02 00 08 FF FF FF FF 98 00 00 01";
constexpr std::string_view stop = "5B 00 00 00 00 00 00 00 00 00";
constexpr std::string_view close_session = "5B 00 02 00 00 00 00 00 00 00";
constexpr std::string_view track_1 = "52 01 00 00 00 01 00 00 30 00";
constexpr std::string_view format_capacities = "23 00 00 00 00 00 00 00 FC 00";
constexpr std::string_view toc = "43 00 00 00 00 00 00 03 24 00";
constexpr std::string_view sense = "03 00 00 00 12 00";
constexpr std::string_view media_event = "4A 01 00 00 10 00 00 00 08 00";

// The lead-in takes a minute here; then the background format begins: 2,295,104 blocks at 5540 kB/s are 848 s.
constexpr auto lead_in = std::chrono::seconds{60};
constexpr auto whole_format = std::chrono::seconds{850};

class DvdPlusRwBurnTest : public BurnTest {
 protected:
  // A disc whose background format has just begun.
  TestDrive& with_running_format() {
    TestDrive& bench = with_blank("dvd+rw");
    EXPECT_EQ(bench.outcome(format, start), "GOOD");
    bench.wait(lead_in);
    EXPECT_EQ(bench.outcome(ready), "GOOD");
    return bench;
  }
  // Byte 7, bits 1 and 0. MMC-6, READ DISC INFORMATION command, BG Format Status.
  int status() { return std::stoi(bench_->data(disc_information).substr(7 * 3, 2), nullptr, 16) & 3; }
  // The events that a host has not heard of yet, by their codes.
  std::string events() {
    std::string codes;
    for (std::string code = next_event(); code != "0"; code = next_event()) codes += code + " ";
    return codes;
  }
  std::string next_event() { return bench_->data(media_event).substr(4 * 3 + 1, 1); }
};

// Three real drives with a DVD+RW that was never formatted.
TEST_F(DvdPlusRwBurnTest, a_disc_as_sold_is_blank_and_says_so_everywhere) {
  TestDrive& bench = with_blank("dvd+rw");
  EXPECT_EQ(bench.data("46 02 00 00 00 00 00 00 08 00").substr(18), "00 1A");
  EXPECT_EQ(bench.data(disc_information),
            "00 20 10 01 01 01 01 20 00 00 00 00 00 00 00 00 00 00 00 00 00 23 05 40 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data(track_1),
            "00 22 01 01 00 04 41 00 00 00 00 00 00 00 00 00 00 23 05 40 00 00 00 10 00 23 05 40 00 00 00 00 00 00 00 "
            "00");
  EXPECT_EQ(bench.data(capacity), "00 00 00 00 00 00 08 00");
  EXPECT_EQ(bench.outcome(toc), "5/24/00");
  EXPECT_EQ(bench.data(format_capacities), "00 00 00 10 00 23 05 40 01 00 08 00 00 23 05 40 98 00 00 00");
  EXPECT_EQ(write(0, 16, 1), "5/30/10");
  EXPECT_EQ(bench.outcome("A1 00 00 00 00 00 00 00 00 00 00 00"), "5/30/05") << "it is formatted, not blanked";
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 00 00 0C 00 00"), "08 02 00 00 92 0F 04 00 00 03 00 00");
}

// A real drive with a suspended format (NEC ND-3540A), byte by byte.
TEST_F(DvdPlusRwBurnTest, a_suspended_disc_says_what_the_reference_says) {
  TestDrive& bench = with_running_format();
  ASSERT_EQ(bench.outcome(stop), "GOOD");
  EXPECT_EQ(bench.data(disc_information),
            "00 20 1E 01 01 01 01 21 00 00 00 00 00 00 00 00 FF FF FF FF FF FF FF FF 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data(track_1),
            "00 22 01 01 00 04 01 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 10 00 23 05 40 00 23 05 3F 00 00 00 "
            "00");
  EXPECT_EQ(bench.data(capacity), "00 23 05 3F 00 00 08 00");
  EXPECT_EQ(bench.data(toc), "00 12 01 01 00 14 01 00 00 00 00 00 00 14 AA 00 00 23 05 40");
  EXPECT_EQ(bench.data("43 00 01 00 00 00 00 00 0C 00"), "00 0A 01 01 00 14 01 00 00 00 00 00");
  EXPECT_EQ(bench.data(format_capacities), "00 00 00 10 00 23 05 40 02 00 08 00 00 23 05 40 98 00 00 00");
}

// MMC-6, FORMAT UNIT command, DVD+RW: a short foreground phase, then the disc is the host's.
TEST_F(DvdPlusRwBurnTest, a_format_has_a_short_phase_in_the_foreground) {
  TestDrive& bench = with_blank("dvd+rw");
  ASSERT_EQ(bench.outcome(format, start), "GOOD");
  EXPECT_EQ(bench.outcome(ready), "2/04/04");
  EXPECT_EQ(bench.outcome(cdb(0x2A, 0, 16), base::ByteBuffer(16 * 2048)), "2/04/04");
  bench.wait(lead_in);
  EXPECT_EQ(bench.outcome(ready), "GOOD");
  EXPECT_EQ(status(), 2);
  EXPECT_EQ(write(0, 32, 1), "GOOD") << "while it goes on";
  EXPECT_TRUE(holds(0, 32, 1));
}

// MMC-6, REQUEST SENSE command: the drive is ready, so the key is NO SENSE; the progress is that of the format.
// Checklist 17.
TEST_F(DvdPlusRwBurnTest, progress_grows_with_time_until_the_format_is_complete) {
  TestDrive& bench = with_running_format();
  EXPECT_EQ(bench.data(sense), "70 00 00 00 00 00 00 0A 00 00 00 00 04 04 00 80 00 00");
  bench.wait(whole_format / 2);
  const std::string half = bench.data(sense);
  EXPECT_EQ(half.substr(0, 47), "70 00 00 00 00 00 00 0A 00 00 00 00 04 04 00 80");
  EXPECT_NEAR(std::stoi(half.substr(48, 2), nullptr, 16), 0x80, 1);
  EXPECT_EQ(status(), 2);
  EXPECT_EQ(events(), "");
  bench.wait(whole_format / 2);
  EXPECT_EQ(bench.outcome(ready), "GOOD");
  EXPECT_EQ(status(), 3);
  EXPECT_EQ(bench.data(sense), "70 00 00 00 00 00 00 0A 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(events(), "5 ") << "GET EVENT STATUS NOTIFICATION tells it once";
}

// Decision: the format goes on only while the mechanism has nothing to do for a host.
TEST_F(DvdPlusRwBurnTest, host_access_pauses_the_format) {
  TestDrive& bench = with_running_format();
  const auto progress = [&] { return std::stoi(bench.data(sense).substr(48, 2), nullptr, 16); };
  // READ of 64 blocks takes 6 ms and more; commands come so close that no time is left between them.
  for (int i = 0; i < 2000; ++i) {
    const scsi::Reply reply = bench.send(cdb(0x28, 1'000'000 + i * 64, 64));
    ASSERT_EQ(reply.status, scsi::Status::good);
    bench.wait(reply.busy_for);
  }
  EXPECT_EQ(progress(), 0);
  bench.wait(whole_format / 4);
  EXPECT_NEAR(progress(), 0x40, 1);
}

// MMC-6, CLOSE TRACK/SESSION command, close function 0, and FORMAT UNIT with the restart bit.
// Checklist 53.
TEST_F(DvdPlusRwBurnTest, stop_and_restart) {
  TestDrive& bench = with_running_format();
  bench.wait(whole_format / 4);
  ASSERT_EQ(bench.outcome(stop), "GOOD");
  EXPECT_EQ(status(), 1);
  bench.wait(whole_format * 2);
  EXPECT_EQ(status(), 1) << "nothing goes on by itself";
  EXPECT_EQ(bench.data(sense).substr(36, 5), "00 00");
  ASSERT_EQ(bench.outcome(format, restart), "GOOD");
  EXPECT_EQ(events(), "6 ");
  bench.wait(lead_in);
  EXPECT_EQ(status(), 2);
  EXPECT_NEAR(std::stoi(bench.data(sense).substr(48, 2), nullptr, 16), 0x40, 1);
  EXPECT_EQ(bench.outcome(format, start), "2/04/04") << "one at a time";
  bench.wait(whole_format);
  EXPECT_EQ(status(), 3);
  EXPECT_EQ(events(), "5 ");
  EXPECT_EQ(bench.outcome(stop), "GOOD") << "nothing to stop";
  EXPECT_EQ(status(), 3);
}

// libburn: CLOSE 2 after writing; Linux: SYNCHRONIZE CACHE, CLOSE 0 and CLOSE 2 at each release.
TEST_F(DvdPlusRwBurnTest, closing_the_session_ends_the_format_early) {
  TestDrive& bench = with_running_format();
  ASSERT_EQ(write(0, 64, 1), "GOOD");
  ASSERT_EQ(bench.outcome(synchronize), "GOOD");
  ASSERT_EQ(bench.outcome(close_session), "GOOD");
  EXPECT_EQ(status(), 1);
  EXPECT_TRUE(holds(0, 64, 1));
  EXPECT_EQ(write(32, 16, 2), "GOOD") << "it is overwritten all the same";
  EXPECT_TRUE(holds(32, 16, 2));
  EXPECT_EQ(bench.outcome("5B 00 01 00 00 01 00 00 00 00"), "5/24/00");
  EXPECT_EQ(bench.outcome("5B 00 06 00 00 00 00 00 00 00"), "5/24/00");
}

TEST_F(DvdPlusRwBurnTest, eject_suspends_the_format) {
  TestDrive& bench = with_running_format();
  bench.wait(whole_format / 4);
  ASSERT_EQ(bench.outcome("1B 00 00 00 02 00"), "GOOD");
  bench.wait(whole_format);
  ASSERT_EQ(bench.outcome("1B 00 00 00 03 00"), "GOOD");
  bench.wait(std::chrono::minutes(1));
  ASSERT_EQ(bench.outcome(ready), "6/28/00");
  EXPECT_EQ(status(), 1);
  ASSERT_EQ(bench.outcome(format, restart), "GOOD");
  bench.wait(lead_in);
  EXPECT_NEAR(std::stoi(bench.data(sense).substr(48, 2), nullptr, 16), 0x40, 1);
}

TEST_F(DvdPlusRwBurnTest, loss_of_power_suspends_the_format_and_a_reset_does_not) {
  TestDrive& bench = with_running_format();
  bench.drive.reset(scsi::ResetKind::logical_unit_reset);
  ASSERT_EQ(bench.outcome(ready), "6/29/03");
  EXPECT_EQ(status(), 2);
  media::Medium& disc = bench.drive.loaded_medium();
  ASSERT_TRUE(disc.flush(disc.checkpoint())) << "the answer that reported the lead-in waited for it";
  bench.drive.reset(scsi::ResetKind::power_on);
  ASSERT_EQ(bench.outcome(ready), "6/29/00");
  EXPECT_EQ(status(), 1);
}

// Where nobody waits for time, asking moves the format, and it ends after few questions.
TEST_F(DvdPlusRwBurnTest, questions_move_the_format_where_nobody_waits_for_time) {
  static_cast<void>(with_blank("dvd+rw"));
  auto disc = bench_->drive.replace_disc(nullptr, bench_->now);
  bench_ = std::make_unique<TestDrive>(drive::DriveOptions{.disc = std::move(disc), .pace = drive::Pace::stepped});
  ASSERT_EQ(bench_->outcome(format, start), "GOOD");
  int polls = 0;
  while (bench_->outcome(ready) != "GOOD") ASSERT_LE(++polls, 20);
  EXPECT_EQ(bench_->data(sense).substr(48), "00 00") << "no progress before the first question";
  int asked = 1;
  std::string before = "00 00";
  for (; status() == 2; ++asked) {
    ASSERT_LE(asked, 20);
    const std::string reply = bench_->data(sense);
    if (reply.substr(36, 5) == "04 04") {
      EXPECT_GT(reply.substr(48), before);
    }
    before = reply.substr(48);
  }
  EXPECT_EQ(status(), 3);
  EXPECT_EQ(events(), "5 ");
}

TEST_F(DvdPlusRwBurnTest, current_features_follow_the_format) {
  const auto codes = [](TestDrive& bench) {
    const base::ByteBuffer reply = scsi::gather(bench.send("46 01 00 00 00 00 00 FF FF 00").segments);
    std::string text;
    for (std::size_t at = 8; at < reply.size(); at += 4U + reply[at + 3]) {
      if (reply[at] == 0 && reply[at + 1] >= 0x10)
        text += base::format_hex(base::Bytes{reply}.subspan(at + 1, 1)) + " ";
    }
    return text;
  };
  EXPECT_EQ(codes(with_blank("dvd+rw")), "1F 23 2A ");
  EXPECT_EQ(codes(with_blank("dvd+rw", true)), "10 1F 20 23 2A ");
  EXPECT_EQ(bench_->data("46 02 00 2A 00 00 00 00 20 00").substr(24), "00 2A 01 04 01 00 00 00");
}

}  // namespace
}  // namespace emulator::mmc
