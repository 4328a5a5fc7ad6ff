#include "driver/transport/recorder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <set>

#include "driver/transport/transport_contract.h"
#include "emulator/base/hex.h"

namespace driver::transport {
namespace {

using nlohmann::json;

const TraceSubject subject{.vendor = "BURNBNCH",
                           .product = "BD WRITER",
                           .revision = "0.01",
                           .profile = 0x41,
                           .medium = "BD-R",
                           .state = "blank",
                           .comment = "a test"};

// The file is the subject here: a folder of its own for every test.
class RecorderTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/recorder_test_XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    folder_ = name;
    trace_ = folder_ / "burn.bbt";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static std::string text_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  std::vector<json> lines() const {
    std::vector<json> parsed;
    std::istringstream text{text_of(trace_)};
    for (std::string line; std::getline(text, line);) parsed.push_back(json::parse(line));
    return parsed;
  }
  std::set<std::string> names() const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) found.insert(entry.path().filename());
    return found;
  }
  std::unique_ptr<Recorder> recorder(ScriptedTransport& drive) {
    auto begun = Recorder::begin(trace_, subject, drive, clock_);
    EXPECT_TRUE(begun) << begun.error();
    return *std::move(begun);
  }

  std::filesystem::path folder_;
  std::filesystem::path trace_;
  ManualClock clock_;
};

TEST_F(RecorderTest, keeps_the_contract_and_writes_every_exchange) {
  ScriptedTransport drive;
  contract::script(drive);
  auto recording = recorder(drive);
  contract::check(*recording);
  EXPECT_TRUE(recording->finish());
  EXPECT_TRUE(drive.finished()) << drive.mismatch();

  const auto trace = lines();
  ASSERT_EQ(trace.size(), 9U);
  EXPECT_EQ(trace[0].at("format"), "burnbench-trace");
  EXPECT_EQ(trace[0].at("version"), 1);
  EXPECT_EQ(trace[0].at("drive"), (json{{"vendor", "BURNBNCH"}, {"product", "BD WRITER"}, {"revision", "0.01"}}));
  EXPECT_EQ(trace[0].at("precondition"), (json{{"profile", "0041"}, {"medium", "BD-R"}, {"state", "blank"}}));
  EXPECT_EQ(trace[0].at("provenance").at("kind"), "assumed");
  EXPECT_EQ(trace[1], (json{{"nexus", 0},
                            {"cdb", "00 00 00 00 00 00"},
                            {"expected", 0},
                            {"status", "02"},
                            {"sense", "70 00 06 00 00 00 00 0A 00 00 00 00 29 00 00 00 00 00"},
                            {"start", 0},
                            {"duration", 0}}));
  EXPECT_EQ(trace[4].at("expected"), 8);
  EXPECT_EQ(trace[4].at("in"), (json{{"hex", "00 05 7D A7 00 00 08 00"}}));
  EXPECT_EQ(trace[7].at("out"), (json{{"hex", "41 01 01 10 00 00 02 00"}}));
  EXPECT_FALSE(trace[7].contains("in"));
  EXPECT_EQ(trace[8], (json{{"end", 7}}));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "burn.bbt.data"));
}

// MMC-6, READ DISC INFORMATION command and READ BUFFER CAPACITY command.
TEST_F(RecorderTest, what_an_equal_drive_does_not_repeat_is_masked) {
  const auto masks = [&](const base::ByteBuffer& cdb, const base::ByteBuffer& reply) {
    ScriptedTransport drive;
    drive.answers(base::format_hex(cdb), base::format_hex(reply));
    auto recording = recorder(drive);
    EXPECT_TRUE(recording->execute(contract::reading(cdb, reply.size())));
    EXPECT_TRUE(recording->finish());
    return lines().at(1).value("masks", json());
  };
  const base::ByteBuffer read_disc_information{0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0};
  base::ByteBuffer reply(34);
  EXPECT_TRUE(masks(read_disc_information, reply).is_null()) << "an identification that is not valid";
  reply[7] = 0x80;
  EXPECT_EQ(masks(read_disc_information, reply),
            json::parse(R"([{"part":"in","offset":12,"length":4,)"
                        R"("reason":"disc identification: every blank CD has its own"}])"));
  EXPECT_TRUE(masks({0x51, 1, 0, 0, 0, 0, 0, 0, 34, 0}, reply).is_null()) << "track resources";
  EXPECT_EQ(masks({0x5C, 0, 0, 0, 0, 0, 0, 0, 12, 0}, base::ByteBuffer(12)),
            json::parse(R"([{"part":"in","offset":8,"length":4,"reason":"buffer level"}])"));
}

TEST_F(RecorderTest, disc_that_is_not_there_has_no_name) {
  ScriptedTransport drive;
  auto begun = Recorder::begin(trace_, {.state = "absent"}, drive, clock_);
  ASSERT_TRUE(begun);
  EXPECT_TRUE((*begun)->finish());
  EXPECT_EQ(lines()[0].at("precondition"), (json{{"profile", "0000"}, {"medium", nullptr}, {"state", "absent"}}));
}

TEST_F(RecorderTest, large_payloads_stand_once_beside_the_trace) {
  base::ByteBuffer first(4097, 1);
  first.back() = 2;
  base::ByteBuffer second(8192, 3);
  second.front() = 4;
  const base::ByteBuffer zeros(65536, 0);
  const base::ByteBuffer just_hex(4096, 7);
  ScriptedTransport drive;
  auto recording = recorder(drive);
  for (const auto& bytes : {first, second, first, zeros, just_hex}) {
    drive.takes("2A 00 00 00 00 00 00 00 01 00", base::format_hex(bytes));
    ASSERT_TRUE(recording->execute(
        {.cdb = {0x2A, 0, 0, 0, 0, 0, 0, 0, 1, 0}, .direction = Direction::to_drive, .data_out = bytes}));
  }
  EXPECT_TRUE(recording->finish());

  const auto trace = lines();
  const std::string data = text_of(folder_ / "burn.bbt.data");
  ASSERT_EQ(data.size(), 4097U + 8192U);
  EXPECT_EQ(data.substr(0, 4097), std::string(first.begin(), first.end()));
  EXPECT_EQ(data.substr(4097), std::string(second.begin(), second.end()));
  EXPECT_EQ(trace[1].at("out").at("length"), 4097);
  EXPECT_EQ(trace[1].at("out").at("from"), (json{{"file", "burn.bbt.data"}, {"offset", 0}}));
  EXPECT_EQ(trace[2].at("out").at("from").at("offset"), 4097);
  EXPECT_EQ(trace[3].at("out"), trace[1].at("out"));
  EXPECT_EQ(trace[4].at("out"), (json{{"fill", 0}, {"length", 65536}}));
  EXPECT_TRUE(trace[5].at("out").contains("hex"));
}

// By sha256sum of GNU coreutils.
TEST_F(RecorderTest, digest_is_sha_256) {
  base::ByteBuffer million(1'000'000, 'a');
  million.push_back('b');
  ScriptedTransport drive;
  auto recording = recorder(drive);
  drive.answers("A8 00 00 00 00 00 00 00 01 00 00 00", base::format_hex(million));
  ASSERT_TRUE(recording->execute({.cdb = {0xA8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0},
                                  .direction = Direction::from_drive,
                                  .expected_bytes = million.size()}));
  EXPECT_TRUE(recording->finish());
  EXPECT_EQ(lines()[1].at("in").at("sha256"), "022fab15c2e79584f04d0c32ec621c850fc874101286919586a7f581fd52b4e4");
}

TEST_F(RecorderTest, earlier_trace_stays_until_the_new_one_is_whole) {
  std::ofstream{trace_} << "earlier";
  std::ofstream{folder_ / "burn.bbt.data"} << "its data";
  ScriptedTransport drive;
  drive.answers("00 00 00 00 00 00");
  auto recording = recorder(drive);
  ASSERT_TRUE(recording->execute({.cdb = {0, 0, 0, 0, 0, 0}}));
  EXPECT_EQ(text_of(trace_), "earlier");
  EXPECT_TRUE(recording->finish());
  EXPECT_EQ(lines().back(), (json{{"end", 1}}));
  EXPECT_EQ(names(), (std::set<std::string>{"burn.bbt"}));
}

TEST_F(RecorderTest, recording_without_finish_leaves_nothing) {
  base::ByteBuffer large(5000, 1);
  large.back() = 2;
  std::ofstream{trace_} << "earlier";
  ScriptedTransport drive;
  drive.takes("2A 00 00 00 00 00 00 00 01 00", base::format_hex(large));
  auto recording = recorder(drive);
  ASSERT_TRUE(recording->execute(
      {.cdb = {0x2A, 0, 0, 0, 0, 0, 0, 0, 1, 0}, .direction = Direction::to_drive, .data_out = large}));
  EXPECT_EQ(names(), (std::set<std::string>{"burn.bbt", "burn.bbt.data.partial", "burn.bbt.partial"}));
  recording.reset();
  EXPECT_EQ(text_of(trace_), "earlier");
  EXPECT_EQ(names(), (std::set<std::string>{"burn.bbt"}));
}

// RFC 8878, Zstandard Frames: the magic number, least significant byte first.
TEST_F(RecorderTest, name_that_ends_in_zst_is_compressed) {
  trace_ = folder_ / "burn.bbt.zst";
  base::ByteBuffer large(5000, 1);
  large.back() = 2;
  ScriptedTransport drive;
  drive.takes("2A 00 00 00 00 00 00 00 01 00", base::format_hex(large));
  for (int i = 0; i < 2000; ++i) drive.answers("00 00 00 00 00 00");
  auto recording = recorder(drive);
  ASSERT_TRUE(recording->execute(
      {.cdb = {0x2A, 0, 0, 0, 0, 0, 0, 0, 1, 0}, .direction = Direction::to_drive, .data_out = large}));
  for (int i = 0; i < 2000; ++i) ASSERT_TRUE(recording->execute({.cdb = {0, 0, 0, 0, 0, 0}}));
  EXPECT_TRUE(recording->finish());
  const std::string packed = text_of(trace_);
  EXPECT_EQ(packed.substr(0, 4), "\x28\xB5\x2F\xFD");
  EXPECT_LT(packed.size(), 20'000U);
  EXPECT_EQ(text_of(folder_ / "burn.bbt.zst.data"), std::string(large.begin(), large.end()));
  EXPECT_EQ(names(), (std::set<std::string>{"burn.bbt.zst", "burn.bbt.zst.data"}));
}

TEST_F(RecorderTest, exchange_without_an_answer_is_not_written) {
  ScriptedTransport drive;
  drive.fails("00 00 00 00 00 00", {TransportError::Kind::lost, "gone"});
  auto recording = recorder(drive);
  EXPECT_FALSE(recording->execute({.cdb = {0, 0, 0, 0, 0, 0}}));
  EXPECT_TRUE(recording->finish());
  EXPECT_EQ(lines().back(), (json{{"end", 0}}));
}

TEST_F(RecorderTest, file_that_cannot_be_made_is_an_error_before_any_command) {
  ScriptedTransport drive;
  const auto begun = Recorder::begin(folder_ / "absent" / "burn.bbt", subject, drive, clock_);
  ASSERT_FALSE(begun);
  EXPECT_NE(begun.error().find("burn.bbt"), std::string::npos);
}

TEST_F(RecorderTest, full_disk_is_told_before_any_command) {
  std::filesystem::create_symlink("/dev/full", folder_ / "burn.bbt.partial");
  ScriptedTransport drive;
  const auto begun = Recorder::begin(trace_, subject, drive, clock_);
  ASSERT_FALSE(begun);
  EXPECT_NE(begun.error().find("burn.bbt cannot be written: No space left"), std::string::npos) << begun.error();
}

TEST_F(RecorderTest, pipe_or_folder_is_no_trace_and_stays) {
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  ScriptedTransport drive;
  const auto begun = Recorder::begin(folder_ / "pipe", subject, drive, clock_);
  ASSERT_FALSE(begun);
  EXPECT_NE(begun.error().find("neither new nor a file"), std::string::npos) << begun.error();
  EXPECT_FALSE(Recorder::begin(folder_, subject, drive, clock_));
  EXPECT_EQ(names(), (std::set<std::string>{"pipe"}));
}

// What cannot be said in JSON is met before the burn, not at its first large payload.
TEST_F(RecorderTest, name_that_is_no_utf_8_is_refused_before_any_command) {
  ScriptedTransport drive;
  const auto begun = Recorder::begin(folder_ / "b\xE9ton.bbt", subject, drive, clock_);
  ASSERT_FALSE(begun);
  EXPECT_NE(begun.error().find("not UTF-8"), std::string::npos) << begun.error();
  EXPECT_EQ(names(), std::set<std::string>{});
}

TEST_F(RecorderTest, data_file_that_cannot_be_written_does_not_stop_commands_and_is_told_at_the_end) {
  std::filesystem::create_directories(folder_ / "burn.bbt.data.partial" / "in the way");
  base::ByteBuffer large(5000, 1);
  large.back() = 2;
  ScriptedTransport drive;
  drive.takes("2A 00 00 00 00 00 00 00 01 00", base::format_hex(large)).answers("00 00 00 00 00 00");
  auto recording = recorder(drive);
  EXPECT_TRUE(recording->execute(
      {.cdb = {0x2A, 0, 0, 0, 0, 0, 0, 0, 1, 0}, .direction = Direction::to_drive, .data_out = large}));
  EXPECT_TRUE(recording->execute({.cdb = {0, 0, 0, 0, 0, 0}}));
  const auto finished = recording->finish();
  ASSERT_FALSE(finished);
  EXPECT_NE(finished.error().find("burn.bbt.data"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(trace_));
}

}  // namespace
}  // namespace driver::transport
