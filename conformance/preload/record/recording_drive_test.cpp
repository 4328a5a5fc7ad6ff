#include "conformance/preload/record/recording_drive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include "conformance/preload/program/temporary_folder.h"
#include "conformance/preload/scsi/fake_drive.h"
#include "conformance/trace/reader.h"
#include "conformance/trace/usual_masks.h"

namespace conformance::preload::record {
namespace {

using scsi::Direction;
using scsi::FakeDrive;
using testing::HasSubstr;
using testing::SizeIs;

const base::ByteBuffer test_unit_ready{0, 0, 0, 0, 0, 0};
const base::ByteBuffer inquiry{0x12, 0, 0, 0, 64, 0};

class Recording : public testing::Test {
 protected:
  Recording() {
    auto made = std::make_unique<FakeDrive>();
    fake_ = made.get();
    drive_ = std::make_unique<RecordingDrive>(std::move(made));
  }
  [[nodiscard]] std::filesystem::path path() const { return folder_->path() / "t.bbt"; }
  void begin() {
    const auto begun = drive_->begin(path(), {.drive = {"BURNBNCH", "FAKE DRIVE", "1.00"}, .provenance = {"a test"}});
    ASSERT_TRUE(begun) << begun.error();
  }
  scsi::Answer read(std::uint32_t room = 64) {
    return drive_->execute({.cdb = inquiry, .direction = Direction::from_drive, .room = room});
  }
  [[nodiscard]] std::vector<trace::Exchange> recorded() const {
    std::vector<trace::Exchange> exchanges;
    auto reader = trace::Reader::open(path());
    EXPECT_TRUE(reader) << reader.error().text;
    while (reader) {
      auto exchange = reader->next();
      EXPECT_TRUE(exchange) << exchange.error().text;
      if (!exchange || !*exchange) break;
      exchanges.push_back(std::move(**exchange));
    }
    return exchanges;
  }

  std::expected<program::TemporaryFolder, std::string> folder_{program::TemporaryFolder::create()};
  FakeDrive* fake_{};
  std::unique_ptr<RecordingDrive> drive_;
};

TEST_F(Recording, begins_when_it_is_told_and_not_before) {
  drive_->execute({.cdb = test_unit_ready});
  begin();
  read();
  ASSERT_TRUE(drive_->finish());
  drive_->execute({.cdb = test_unit_ready});
  const auto exchanges = recorded();
  ASSERT_THAT(exchanges, SizeIs(1));
  EXPECT_EQ(exchanges[0].cdb, inquiry);
}

TEST_F(Recording, keeps_what_was_asked_and_what_came) {
  begin();
  const scsi::Answer answer = read();
  ASSERT_TRUE(drive_->finish());
  const auto exchanges = recorded();
  ASSERT_THAT(exchanges, SizeIs(1));
  EXPECT_EQ(exchanges[0].expected, 64U);
  EXPECT_EQ(exchanges[0].in, trace::Payload(trace::HexPayload{answer.data_in}));
  EXPECT_EQ(answer.data_in.size(), 36U);
  EXPECT_FALSE(exchanges[0].out);
  EXPECT_EQ(exchanges[0].status, scsi::good);
}

TEST_F(Recording, keeps_data_to_the_drive_and_no_room) {
  begin();
  const base::ByteBuffer data{1, 2, 3, 4, 5, 6, 7, 8};
  drive_->execute(
      {.cdb = {0x3B, 2, 0, 0, 0, 0, 0, 0, 8, 0}, .direction = Direction::to_drive, .data_out = data, .room = 99});
  ASSERT_TRUE(drive_->finish());
  const auto exchanges = recorded();
  ASSERT_THAT(exchanges, SizeIs(1));
  EXPECT_EQ(exchanges[0].out, trace::Payload(trace::HexPayload{data}));
  EXPECT_EQ(exchanges[0].expected, 0U);
  EXPECT_FALSE(exchanges[0].in);
}

TEST_F(Recording, keeps_sense_of_a_refusal) {
  fake_->next(0x00, FakeDrive::refused(0x02, 0x3A, 0x02));
  begin();
  const scsi::Answer answer = drive_->execute({.cdb = test_unit_ready});
  ASSERT_TRUE(drive_->finish());
  const auto exchanges = recorded();
  ASSERT_THAT(exchanges, SizeIs(1));
  EXPECT_EQ(exchanges[0].status, scsi::check_condition);
  EXPECT_EQ(exchanges[0].sense, answer.sense);
}

TEST_F(Recording, command_that_the_connection_lost_has_no_status_and_no_line) {
  begin();
  drive_->execute({.cdb = test_unit_ready});
  fake_->sever();
  EXPECT_EQ(drive_->execute({.cdb = test_unit_ready}).host, scsi::HostStatus::no_connect);
  EXPECT_FALSE(drive_->is_connected());
  ASSERT_TRUE(drive_->finish());
  EXPECT_THAT(recorded(), SizeIs(1));
}

TEST_F(Recording, times_count_from_the_first_command_of_the_trace) {
  scsi::Answer slow;
  slow.start = std::chrono::microseconds{5'000'000};
  slow.duration = std::chrono::microseconds{700};
  scsi::Answer later = slow;
  later.start += std::chrono::microseconds{1'234};
  fake_->next(0x00, slow);
  fake_->next(0x00, later);
  begin();
  drive_->execute({.cdb = test_unit_ready});
  drive_->execute({.cdb = test_unit_ready});
  ASSERT_TRUE(drive_->finish());
  const auto exchanges = recorded();
  ASSERT_THAT(exchanges, SizeIs(2));
  EXPECT_EQ(exchanges[0].start.count(), 0);
  EXPECT_EQ(exchanges[0].duration.count(), 700);
  EXPECT_EQ(exchanges[1].start.count(), 1'234);
}

TEST_F(Recording, place_that_cannot_be_written_is_an_error_at_the_beginning) {
  const auto begun = drive_->begin(folder_->path() / "none" / "t.bbt", {});
  ASSERT_FALSE(begun);
  EXPECT_THAT(begun.error(), HasSubstr("none/t.bbt: cannot be written"));
}

// A burn is worth more than its record.
TEST_F(Recording, full_disk_stops_no_command_and_is_told_at_the_end) {
  begin();
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto old = signal(SIGXFSZ, SIG_IGN);
  const rlimit small{.rlim_cur = 4096, .rlim_max = before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(read().status, scsi::good);
  const auto finished = drive_->finish();
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, old);
  ASSERT_FALSE(finished);
  EXPECT_THAT(finished.error(), HasSubstr("t.bbt: cannot be written"));
  EXPECT_FALSE(std::filesystem::exists(path())) << "a trace is whole or absent";
}

TEST_F(Recording, without_a_trace_has_nothing_to_finish) { EXPECT_TRUE(drive_->finish()); }

// MMC-6, READ DISC INFORMATION command.
TEST_F(Recording, identification_of_a_cd_is_masked_where_it_came) {
  const base::ByteBuffer read_disc_information{0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0};
  scsi::Answer answer{.data_in = base::ByteBuffer(34)};
  answer.data_in[7] = 0x80;
  fake_->next(0x51, answer);
  answer.status = scsi::check_condition;
  fake_->next(0x51, answer);
  begin();
  for (int i = 0; i < 2; ++i) {
    drive_->execute({.cdb = read_disc_information, .direction = Direction::from_drive, .room = 34});
  }
  ASSERT_TRUE(drive_->finish());
  const auto exchanges = recorded();
  ASSERT_THAT(exchanges, SizeIs(2));
  EXPECT_EQ(exchanges[0].masks, trace::usual_masks(read_disc_information, answer.data_in));
  EXPECT_THAT(exchanges[0].masks, SizeIs(1));
  EXPECT_THAT(exchanges[1].masks, SizeIs(0));
}

}  // namespace
}  // namespace conformance::preload::record
