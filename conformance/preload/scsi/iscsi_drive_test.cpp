#include "conformance/preload/scsi/iscsi_drive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <numeric>

#include "conformance/preload/scsi/small_target.h"

namespace conformance::preload::scsi {
namespace {

using std::chrono::milliseconds;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using Residual = SmallTarget::Residual;
using Response = SmallTarget::Response;
using Request = SmallTarget::Request;

const base::ByteBuffer test_unit_ready{0, 0, 0, 0, 0, 0};
const base::ByteBuffer inquiry{0x12, 0, 0, 0, 8, 0};

SmallTarget::Script answering(Response response) {
  return {.on_command = [response = std::move(response)](const Request&) { return response; }};
}
SmallTarget::Script silent() {
  return {.on_command = [](const Request&) -> std::optional<Response> { return std::nullopt; }};
}

std::unique_ptr<Drive> connect(const SmallTarget& target, const IscsiOptions& options = {}, int lun = 0) {
  auto drive = connect_iscsi(target.url(lun), options);
  EXPECT_TRUE(drive) << drive.error().text;
  return drive ? std::move(*drive) : nullptr;
}

Answer read(Drive& drive, std::uint32_t room, milliseconds timeout = milliseconds{30'000}) {
  return drive.execute({.cdb = inquiry, .direction = Direction::from_drive, .room = room, .timeout = timeout});
}
Answer ask_ready(Drive& drive, milliseconds timeout = milliseconds{30'000}) {
  return drive.execute({.cdb = test_unit_ready, .timeout = timeout});
}

// Until something has happened that another thread brings about; the bound is for a test that fails.
template <typename Condition>
bool comes_true(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(milliseconds{5});
  }
  return true;
}

TEST(IscsiDrive, nothing_is_sent_to_the_drive_at_connect_and_the_end_is_polite) {
  SmallTarget target(answering({}));
  connect(target).reset();
  EXPECT_TRUE(comes_true([&] { return !target.log().empty(); }));
  EXPECT_THAT(target.log(), ElementsAre("logout"));
}

TEST(IscsiDrive, data_and_status_come_back) {
  SmallTarget target(answering({.data_in = {1, 2, 3, 4, 5, 6, 7, 8}}));
  const auto drive = connect(target);
  const Answer answer = read(*drive, 8);
  EXPECT_EQ(answer.host, HostStatus::ok);
  EXPECT_EQ(answer.status, good);
  EXPECT_EQ(answer.data_in, (base::ByteBuffer{1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(answer.residual, 0U);
  EXPECT_TRUE(answer.sense.empty());
  EXPECT_THAT(target.log(), Contains("command 12 00 00 00 08 00"));
}

TEST(IscsiDrive, underflow_is_the_residual_and_shortens_the_data) {
  SmallTarget target(answering({.data_in = {9, 8, 7}, .residual = Residual::underflow, .residual_count = 5}));
  const auto drive = connect(target);
  const Answer answer = read(*drive, 8);
  EXPECT_EQ(answer.data_in, (base::ByteBuffer{9, 8, 7}));
  EXPECT_EQ(answer.residual, 5U);
}

TEST(IscsiDrive, overflow_is_nothing_that_is_missing) {
  SmallTarget target(answering({.data_in = {9, 8, 7, 6}, .residual = Residual::overflow, .residual_count = 32}));
  const auto drive = connect(target);
  const Answer answer = read(*drive, 4);
  EXPECT_EQ(answer.data_in, (base::ByteBuffer{9, 8, 7, 6}));
  EXPECT_EQ(answer.residual, 0U);
}

TEST(IscsiDrive, sense_comes_as_the_drive_sent_it) {
  const base::ByteBuffer sense{0x70, 0, 5, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x21, 0, 0, 0xC0, 0, 7};
  SmallTarget target(
      answering({.status = check_condition, .sense = sense, .residual = Residual::underflow, .residual_count = 8}));
  const auto drive = connect(target);
  const Answer answer = read(*drive, 8);
  EXPECT_EQ(answer.host, HostStatus::ok);
  EXPECT_EQ(answer.status, check_condition);
  EXPECT_EQ(answer.sense, sense);
  EXPECT_TRUE(answer.data_in.empty());
  EXPECT_EQ(answer.residual, 8U);
}

TEST(IscsiDrive, data_goes_to_the_drive) {
  SmallTarget target(answering({}));
  const auto drive = connect(target);
  base::ByteBuffer data(2048);
  std::iota(data.begin(), data.end(), static_cast<std::uint8_t>(0));
  const Answer answer =
      drive->execute({.cdb = {0x2A, 0, 0, 0, 0, 0, 0, 0, 1, 0}, .direction = Direction::to_drive, .data_out = data});
  EXPECT_EQ(answer.status, good);
  EXPECT_EQ(answer.residual, 0U);
  EXPECT_EQ(target.last().expected, 2048U);
  EXPECT_EQ(target.last().data_out, data);
}

TEST(IscsiDrive, lun_of_the_address_is_the_commands) {
  SmallTarget target(answering({}));
  const auto drive = connect(target, {}, 3);
  EXPECT_EQ(ask_ready(*drive).status, good);
  EXPECT_EQ(target.last().lun, 3U);
  EXPECT_EQ(drive->logical_unit_number(), 3U);
}

TEST(IscsiDrive, connection_that_ends_in_a_command_is_disrupted_and_then_gone) {
  SmallTarget target(answering({.hangs_up = true}));
  const auto drive = connect(target);
  EXPECT_TRUE(drive->is_connected());
  const Answer lost = read(*drive, 8);
  EXPECT_EQ(lost.host, HostStatus::transport_disrupted);
  EXPECT_EQ(lost.residual, 8U);
  EXPECT_TRUE(lost.data_in.empty());
  EXPECT_FALSE(drive->is_connected());
  const base::ByteBuffer data(512);
  const Answer later =
      drive->execute({.cdb = {0x2A, 0, 0, 0, 0, 0, 0, 0, 1, 0}, .direction = Direction::to_drive, .data_out = data});
  EXPECT_EQ(later.host, HostStatus::no_connect);
  EXPECT_EQ(later.residual, 512U);
}

TEST(IscsiDrive, command_without_an_answer_times_out_and_is_taken_back) {
  bool is_first = true;
  SmallTarget target({.on_command = [&](const Request&) -> std::optional<Response> {
    if (std::exchange(is_first, false)) return std::nullopt;
    return Response{};
  }});
  const auto drive = connect(target);
  const Answer late = read(*drive, 8, milliseconds{30});
  EXPECT_EQ(late.host, HostStatus::time_out);
  EXPECT_EQ(late.residual, 8U);
  EXPECT_THAT(target.log(), Contains("abort"));
  EXPECT_TRUE(drive->is_connected());
  EXPECT_EQ(ask_ready(*drive).status, good) << "the drive serves on";
}

TEST(IscsiDrive, abort_that_nobody_confirms_ends_the_connection) {
  auto script = silent();
  script.confirms_aborts = false;
  SmallTarget target(std::move(script));
  const auto drive = connect(target, {.abort_timeout = milliseconds{30}});
  EXPECT_EQ(ask_ready(*drive, milliseconds{30}).host, HostStatus::time_out);
  EXPECT_FALSE(drive->is_connected());
  EXPECT_EQ(ask_ready(*drive).host, HostStatus::no_connect);
}

// A target that was stopped keeps its socket open: only the ping tells.
TEST(IscsiDrive, target_that_answers_no_ping_is_lost_long_before_the_commands_time) {
  auto script = silent();
  script.answers_pings = false;
  SmallTarget target(std::move(script));
  const auto drive = connect(target, {.ping_interval = milliseconds{20}, .ping_timeout = milliseconds{40}});
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(ask_ready(*drive).host, HostStatus::transport_disrupted);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{20});
  EXPECT_THAT(target.log(), Contains("ping"));
}

TEST(IscsiDrive, slow_command_is_waited_for_while_pings_are_answered) {
  SmallTarget target(silent());
  const auto drive = connect(target, {.ping_interval = milliseconds{20}, .ping_timeout = milliseconds{2'000}});
  EXPECT_EQ(ask_ready(*drive, milliseconds{1'500}).host, HostStatus::time_out);
  const auto log = target.log();
  EXPECT_GE(std::ranges::count(log, "ping"), 2) << "a ping after every answered one";
}

TEST(IscsiDrive, end_of_an_idle_connection_is_noticed) {
  SmallTarget target(answering({}));
  const auto drive = connect(target);
  EXPECT_EQ(ask_ready(*drive).status, good);
  target.hang_up();
  EXPECT_TRUE(comes_true([&] { return !drive->is_connected(); }));
}

TEST(IscsiDrive, question_of_the_target_is_answered_while_nobody_sends_commands) {
  auto script = answering({});
  script.asks = true;
  SmallTarget target(std::move(script));
  const auto drive = connect(target);
  EXPECT_TRUE(comes_true([&] {
    const auto log = target.log();
    return std::ranges::find(log, "answer") != log.end();
  }));
  EXPECT_EQ(ask_ready(*drive).status, good);
}

TEST(IscsiDrive, times_are_since_the_beginning_and_grow) {
  SmallTarget target(answering({}));
  const auto drive = connect(target);
  const Answer first = ask_ready(*drive);
  const Answer second = ask_ready(*drive);
  EXPECT_GE(first.start.count(), 0);
  EXPECT_GE(second.start, first.start + first.duration);
  EXPECT_GT(second.duration.count(), 0);
}

TEST(IscsiDrive, threads_get_their_own_answers) {
  SmallTarget target({.on_command = [](const Request& request) -> std::optional<Response> {
    return Response{.data_in = base::ByteBuffer(4, request.cdb[2])};
  }});
  const auto drive = connect(target);
  std::atomic<int> wrong{};
  std::vector<std::thread> threads;
  for (std::uint8_t page = 1; page <= 8; ++page) {
    threads.emplace_back([&, page] {
      for (int i = 0; i < 20; ++i) {
        const Answer answer =
            drive->execute({.cdb = {0x12, 1, page, 0, 4, 0}, .direction = Direction::from_drive, .room = 4});
        if (answer.data_in != base::ByteBuffer(4, page)) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(IscsiConnect, text_that_is_no_address_names_the_form) {
  for (const char* url : {"iscsi://", "iscsi://127.0.0.1", "http://127.0.0.1/iqn.x/0", "/dev/sr0", ""}) {
    const auto drive = connect_iscsi(url);
    ASSERT_FALSE(drive) << url;
    EXPECT_THAT(drive.error().text, HasSubstr("iscsi://HOST[:PORT]/TARGET/LUN")) << url;
  }
}

TEST(IscsiConnect, port_without_a_target_names_address_and_remedy) {
  std::string url;
  {
    SmallTarget target(answering({}));
    url = target.url();
  }
  const auto drive = connect_iscsi(url);
  ASSERT_FALSE(drive);
  EXPECT_THAT(drive.error().text, HasSubstr(url));
  EXPECT_THAT(drive.error().text, HasSubstr("nobody accepts connections there; start the target"));
}

TEST(IscsiConnect, login_that_is_refused_is_an_error) {
  auto script = answering({});
  script.login_status = 2;  // RFC 7143, Login Response: initiator error
  SmallTarget target(std::move(script));
  const auto drive = connect_iscsi(target.url());
  ASSERT_FALSE(drive);
  EXPECT_THAT(drive.error().text, HasSubstr(target.url()));
}

}  // namespace
}  // namespace conformance::preload::scsi
