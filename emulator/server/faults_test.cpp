// Each kind of fault over a socket, from its file to what a host sees.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>

#include "emulator/emulator.h"
#include "emulator/media/registry.h"
#include "emulator/serve.h"
#include "emulator/server/test_socket.h"

namespace emulator::server {
namespace {

using namespace std::chrono_literals;
using iscsi::command_frame;
using iscsi::Frame;

constexpr std::string_view test_unit_ready = "00 00 00 00 00 00";
constexpr std::string_view inquiry = "12 00 00 00 24 00";
constexpr std::string_view synchronize = "35 00 00 00 00 00 00 00 00 00";
constexpr std::uint32_t cluster_bytes = 32 * 2048;

// A host whose commands are numbered by themselves. Its number is its ISID: a port of its own.
class Initiator {
 public:
  Initiator(std::uint16_t port, std::uint64_t number) : socket_(port) {
    const std::string names = "InitiatorName=iqn.2026-11.test.host:a;SessionType=Normal;TargetName=";
    const Frame answer =
        ask_once(iscsi::login_frame(0x87, names + target_name_of("one") + ";MaxRecvDataSegmentLength=262144")
                     .with(8, 6, number));
    EXPECT_EQ(answer.at(36, 2), 0U);
  }

  void send(std::string_view cdb) { socket_.send(command_frame(tag_, next_++, cdb).bytes()); }
  Frame ask(std::string_view cdb) { return ask_once(command_frame(tag_, next_++, cdb)); }
  Frame read(std::string_view cdb, std::uint32_t expected) {
    Frame frame = command_frame(tag_, next_++, cdb);
    frame.header[1] = 0xC0;
    return ask_once(frame.with(20, 4, expected));
  }
  // The n-th cluster of a blank disc.
  void send_write(std::uint32_t cluster) {
    Frame frame = command_frame(tag_, next_++, "2A 00 00 00 00 00 00 00 20 00");
    frame.header[1] = 0xA0;
    frame.with(20, 4, cluster_bytes).with(34, 4, cluster * 32ULL);
    frame.data = iscsi::ramp(cluster_bytes, static_cast<std::uint8_t>(cluster));
    socket_.send(frame.bytes());
  }
  [[nodiscard]] Frame answer() const { return socket_.receive_frame(); }
  [[nodiscard]] bool is_closed() const { return socket_.is_closed(); }
  [[nodiscard]] bool is_refused() const { return socket_.is_refused(); }

  // "6/29/00" or "GOOD".
  std::string outcome(std::string_view cdb) { return outcome_of(ask(cdb)); }
  static std::string outcome_of(const Frame& answer) {
    EXPECT_EQ(answer.opcode(), 0x21U);
    if (answer.header[3] == 0) return "GOOD";
    return base::format_hex({{static_cast<std::uint8_t>(answer.data.at(4) & 0xF)}}).substr(1) + "/" +
           base::format_hex({{answer.data.at(14)}}) + "/" + base::format_hex({{answer.data.at(15)}});
  }

 private:
  Frame ask_once(const Frame& frame) const { return socket_.ask(frame); }

  static constexpr std::uint32_t tag_ = 7;
  Socket socket_;
  std::uint32_t next_{1};
};

// A drive with a blank BD-R and one of the published plans.
class FaultsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "burnbench-faults-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    ASSERT_TRUE(make_blank_disc(disc(), "bd-r"));
  }
  void TearDown() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }
  [[nodiscard]] std::filesystem::path disc() const { return folder_ / "disc.bbd"; }

  void serve(const std::string& plan, const ServeOptions& options = {}) {
    auto drive = make_drive({.profile = "generic-bd",
                             .disc = disc(),
                             .target_name = target_name_of("one"),
                             .faults = std::filesystem::path(BURNBENCH_SOURCE_DIR "/fixtures/faults") / plan,
                             .stepped = options.clock == ClockKind::instant});
    ASSERT_TRUE(drive) << drive.error().message;
    std::vector<NamedUnit> units;
    units.push_back({target_name_of("one"), *std::move(drive)});
    server_ = serve_in_background(std::move(units), options).value();
  }
  [[nodiscard]] Initiator log_in(std::uint64_t number = 1) const { return {server_->port(), number}; }
  void expect_sound_disc() {
    server_.reset();
    const auto verified = media::verify_disc(disc());
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_EQ(*verified, std::nullopt);
  }

  std::filesystem::path folder_;
  std::unique_ptr<BackgroundServer> server_;
};

TEST_F(FaultsTest, fail_answers_in_the_drive_s_place) {
  serve("fail.json");
  Initiator host = log_in();
  EXPECT_EQ(host.outcome(test_unit_ready), "6/29/00");
  EXPECT_EQ(host.outcome(test_unit_ready), "3/0C/00");
  EXPECT_EQ(host.outcome(test_unit_ready), "GOOD");
}

TEST_F(FaultsTest, delay_holds_the_answer) {
  serve("delay.json", {.clock = ClockKind::real});
  Initiator host = log_in();
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(host.read(inquiry, 36).data.size(), 36U);
  EXPECT_GE(std::chrono::steady_clock::now() - before, 300ms);
}

TEST_F(FaultsTest, corruption_inverts_a_byte) {
  serve("corrupt.json");
  Initiator host = log_in();
  EXPECT_EQ(base::format_hex(base::Bytes{host.read(inquiry, 36).data}.first(3)), "FA 80 06");
}

TEST_F(FaultsTest, dropped_connection_is_closed_without_an_answer_and_the_drive_goes_on) {
  serve("drop-connection.json");
  Initiator host = log_in();
  Initiator other = log_in(2);
  EXPECT_EQ(host.outcome(test_unit_ready), "6/29/00");
  EXPECT_EQ(other.outcome(test_unit_ready), "6/29/00");
  for (std::uint32_t cluster = 0; cluster < 4; ++cluster) {
    host.send_write(cluster);
    EXPECT_EQ(Initiator::outcome_of(host.answer()), "GOOD");
  }
  host.send_write(4);
  EXPECT_TRUE(host.is_closed());
  EXPECT_TRUE(host.is_refused()) << "there is no farewell";
  // The command was run: all five clusters are there.
  EXPECT_EQ(other.outcome(synchronize), "GOOD");
  EXPECT_EQ(other.read("28 00 00 00 00 80 00 00 20 00", cluster_bytes).data, iscsi::ramp(cluster_bytes, 4));
  Initiator again = log_in();
  EXPECT_EQ(again.outcome(test_unit_ready), "6/29/00");
  EXPECT_EQ(again.outcome(test_unit_ready), "GOOD");
  expect_sound_disc();
}

TEST_F(FaultsTest, power_loss_takes_all_connections_and_what_was_not_synchronized) {
  serve("power-loss.json");
  Initiator host = log_in();
  Initiator other = log_in(2);
  EXPECT_EQ(host.outcome(test_unit_ready), "6/29/00");
  for (std::uint32_t cluster = 0; cluster < 4; ++cluster) {
    host.send_write(cluster);
    EXPECT_EQ(Initiator::outcome_of(host.answer()), "GOOD");
    if (cluster == 1) {
      EXPECT_EQ(host.outcome(synchronize), "GOOD");
    }
  }
  host.send_write(4);
  EXPECT_TRUE(host.is_closed());
  EXPECT_TRUE(other.is_closed());
  Initiator again = log_in();
  EXPECT_EQ(again.outcome(test_unit_ready), "6/29/00");
  EXPECT_EQ(again.outcome(test_unit_ready), "GOOD");
  EXPECT_EQ(again.read("28 00 00 00 00 20 00 00 20 00", cluster_bytes).data, iscsi::ramp(cluster_bytes, 1));
  // Next writable address: the clusters behind the second never were.
  const Frame track = again.read("52 01 00 00 00 FF 00 00 30 00", 48);
  EXPECT_EQ(base::format_hex(base::Bytes{track.data}.subspan(12, 4)), "00 00 00 40");
  again.send_write(2);
  EXPECT_EQ(Initiator::outcome_of(again.answer()), "GOOD");
  expect_sound_disc();
}

}  // namespace
}  // namespace emulator::server
