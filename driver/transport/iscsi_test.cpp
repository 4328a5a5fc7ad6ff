#include "driver/transport/iscsi.h"

#include <gtest/gtest.h>

#include <thread>

#include "driver/transport/open.h"
#include "driver/transport/tiny_target.h"
#include "driver/transport/transport_contract.h"

namespace driver::transport {
namespace {

using Kind = TransportError::Kind;
using Mood = TinyTarget::Mood;

const Command test_unit_ready{.cdb = {0, 0, 0, 0, 0, 0}};

TEST(IscsiTransport, keeps_the_contract) {
  ScriptedTransport drive;
  contract::script(drive);
  {
    const TinyTarget target{drive};
    SteadyClock clock;
    auto transport = connect_iscsi(target.url(), clock);
    ASSERT_TRUE(transport) << transport.error().text;
    contract::check(**transport);
  }
  EXPECT_TRUE(drive.finished()) << drive.mismatch();
}

TEST(IscsiTransport, nothing_is_sent_to_the_drive_at_connect) {
  ScriptedTransport drive;
  {
    const TinyTarget target{drive};
    SteadyClock clock;
    EXPECT_TRUE(connect_iscsi(target.url(), clock));
  }
  EXPECT_TRUE(drive.finished()) << drive.mismatch();
}

TEST(IscsiTransport, connection_that_ends_in_a_command_is_lost_and_stays_lost) {
  ScriptedTransport drive;
  drive.answers("00 00 00 00 00 00");
  const TinyTarget target{drive, Mood::hangs_up, 1};
  SteadyClock clock;
  auto transport = connect_iscsi(target.url(), clock);
  ASSERT_TRUE(transport) << transport.error().text;
  EXPECT_TRUE((*transport)->execute(test_unit_ready));
  for (int i = 0; i < 2; ++i) {
    const auto answer = (*transport)->execute(test_unit_ready);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Kind::lost);
    EXPECT_NE(answer.error().text.find(target.url()), std::string::npos);
  }
  EXPECT_FALSE((*transport)->wait());
}

TEST(IscsiTransport, silent_drive_times_out_and_nothing_more_goes_to_it) {
  ScriptedTransport drive;
  const TinyTarget target{drive, Mood::is_silent, 0};
  SteadyClock clock;
  auto transport = connect_iscsi(target.url(), clock);
  ASSERT_TRUE(transport) << transport.error().text;
  const auto late = (*transport)->execute({.cdb = {0, 0, 0, 0, 0, 0}, .timeout = std::chrono::milliseconds{30}});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, Kind::timed_out);
  const auto after = (*transport)->execute(test_unit_ready);
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().kind, Kind::lost);
}

TEST(IscsiTransport, data_behind_the_expected_length_is_left_out) {
  ScriptedTransport drive;
  drive.answers("25 00 00 00 00 00 00 00 00 00", "00 05 7D A7 00 00 08 00");
  const TinyTarget target{drive, Mood::overflows};
  SteadyClock clock;
  auto transport = connect_iscsi(target.url(), clock);
  ASSERT_TRUE(transport) << transport.error().text;
  const auto answer = (*transport)->execute(contract::reading({0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 8));
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_EQ(answer->data_in, (base::ByteBuffer{0, 5, 0x7D, 0xA7, 0, 0, 8, 0}));
}

TEST(IscsiTransport, secret_of_an_address_is_told_to_nobody) {
  SteadyClock clock;
  const auto no_address = connect_iscsi("iscsi://me%secret@127.0.0.1/iqn.x", clock);
  ASSERT_FALSE(no_address);
  EXPECT_EQ(no_address.error().text, "\"iscsi://me@127.0.0.1/iqn.x\" is no iSCSI address");
  Listener listener;
  listener.shut();
  const auto no_server = connect_iscsi(listener.url("me%secret@"), clock);
  ASSERT_FALSE(no_server);
  EXPECT_TRUE(no_server.error().text.starts_with(listener.url("me@"))) << no_server.error().text;
  ScriptedTransport drive;
  const TinyTarget target{drive};
  const auto transport = connect_iscsi(target.url("me%secret@"), clock);
  ASSERT_TRUE(transport) << transport.error().text;
  EXPECT_EQ((*transport)->description(), target.url("me@"));
}

TEST(IscsiTransport, text_without_a_target_is_a_bad_address) {
  SteadyClock clock;
  for (const char* url : {"iscsi://", "iscsi://127.0.0.1", "iscsi://127.0.0.1/iqn.x", "iscsi://127.0.0.1/iqn.x/one",
                          "http://127.0.0.1/iqn.x/0", "/dev/null"}) {
    const auto transport = connect_iscsi(url, clock);
    ASSERT_FALSE(transport) << url;
    EXPECT_EQ(transport.error().kind, Kind::bad_address) << url;
  }
}

TEST(IscsiTransport, closed_port_is_unreachable) {
  Listener listener;
  listener.shut();
  SteadyClock clock;
  const auto transport = connect_iscsi(listener.url(), clock);
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().kind, Kind::unreachable);
  EXPECT_NE(transport.error().text.find(listener.url()), std::string::npos);
}

// The kernel completes connections that nobody accepts.
TEST(IscsiTransport, silent_peer_times_out) {
  const Listener listener;
  SteadyClock clock;
  const auto transport = connect_iscsi(listener.url(), clock, {.connect_timeout = std::chrono::milliseconds{50}});
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().kind, Kind::timed_out);
}

TEST(IscsiTransport, peer_that_hangs_up_at_the_login_is_lost) {
  const Listener listener;
  std::thread peer([&listener] { close(listener.take()); });
  SteadyClock clock;
  const auto transport = connect_iscsi(listener.url(), clock);
  peer.join();
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().kind, Kind::lost) << transport.error().text;
}

TEST(OpenDrive, word_that_is_neither_address_nor_path_is_a_bad_address) {
  SteadyClock clock;
  const auto transport = open_drive("sr0", clock);
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().kind, Kind::bad_address);
}

}  // namespace
}  // namespace driver::transport
