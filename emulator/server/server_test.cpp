#include "emulator/server/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "emulator/server/test_socket.h"

namespace emulator::server {
namespace {

using namespace std::chrono_literals;
using iscsi::command_frame;
using iscsi::Frame;
using iscsi::login_frame;

struct Notes {
  std::atomic<int> began{}, ended{}, flushed{};
};

// Always the same reply.
class OneReply final : public scsi::LogicalUnit {
 public:
  OneReply(scsi::Reply reply, std::shared_ptr<Notes> notes) : reply_(std::move(reply)), notes_(std::move(notes)) {}
  scsi::Reply execute(const scsi::Request& /*request*/, base::Instant /*now*/) override { return reply_; }
  void reset(scsi::ResetKind /*kind*/, base::Instant /*now*/) override {}
  void nexus_began(scsi::NexusId /*nexus*/, std::string_view /*port*/, base::Instant /*now*/) override {
    ++notes_->began;
  }
  void nexus_ended(scsi::NexusId /*nexus*/, base::Instant /*now*/) override { ++notes_->ended; }
  bool flush(scsi::FlushEpoch /*epoch*/) override {
    ++notes_->flushed;
    return true;
  }

 private:
  scsi::Reply reply_;
  std::shared_ptr<Notes> notes_;
};

struct Served {
  explicit Served(scsi::Reply reply = {}, const ServeOptions& options = {}) {
    std::vector<NamedUnit> units;
    units.push_back({std::string(iscsi::target_name), std::make_unique<OneReply>(std::move(reply), notes)});
    server = serve_in_background(std::move(units), options).value();
  }
  std::shared_ptr<Notes> notes = std::make_shared<Notes>();
  std::unique_ptr<BackgroundServer> server;
};

Frame log_in(const Socket& socket) {
  return socket.ask(login_frame(0x87, std::string(iscsi::normal_login) + ";MaxRecvDataSegmentLength=262144"));
}

TEST(Server, a_free_port_is_taken_and_told) {
  const Served served;
  ASSERT_NE(served.server->port(), 0);
  EXPECT_EQ(served.server->urls(), std::vector{"iscsi://127.0.0.1:" + std::to_string(served.server->port()) + "/" +
                                               std::string(iscsi::target_name) + "/0"});
}

TEST(Server, commands_go_through_a_socket) {
  Served served(scsi::data_reply(iscsi::ramp(200'000)));
  const Socket socket(served.server->port());
  EXPECT_EQ(log_in(socket).at(36, 2), 0U);
  const Frame answer = socket.ask(iscsi::read_frame(7, 1, 200'000));
  EXPECT_EQ(answer.header[1], 0x81);
  EXPECT_EQ(answer.data, iscsi::ramp(200'000));
  Frame logout;
  logout.header[0] = 0x46;
  logout.header[1] = 0x80;
  EXPECT_EQ(socket.ask(logout).header[0], 0x26);
  EXPECT_TRUE(socket.is_closed());
}

TEST(Server, more_output_than_a_socket_holds_is_sent_as_the_peer_takes_it) {
  scsi::Reply reply;
  reply.segments.emplace_back(scsi::Fill{.value = 0x5A, .size = 16 << 20});
  const Served served(std::move(reply));
  const Socket socket(served.server->port());
  log_in(socket);
  socket.send(iscsi::read_frame(7, 1, 16 << 20).bytes());
  std::size_t size = 0;
  for (Frame part; size < 16 << 20; size += part.data.size()) {
    part = socket.receive_frame();
    ASSERT_EQ(part.header[0], 0x25);
    EXPECT_EQ(std::ranges::count(part.data, 0x5A), static_cast<std::ptrdiff_t>(part.data.size()));
  }
  EXPECT_EQ(size, 16U << 20);
}

TEST(Server, a_response_comes_after_the_flush_it_waits_for) {
  const Served served({.durable_after = scsi::FlushEpoch{1}});
  const Socket socket(served.server->port());
  log_in(socket);
  EXPECT_EQ(socket.ask(command_frame(7, 1, "35")).header[3], 0x00);
  EXPECT_EQ(served.notes->flushed, 1);
}

TEST(Server, under_an_instant_clock_nobody_waits_for_a_drive) {
  const Served served({.busy_for = 1h}, {.clock = ClockKind::instant});
  const Socket socket(served.server->port());
  log_in(socket);
  for (std::uint32_t number = 1; number <= 3; ++number) {
    EXPECT_EQ(socket.ask(command_frame(7, number, "A1")).header[0], 0x21);
  }
}

TEST(Server, a_real_clock_holds_the_response_as_long_as_the_drive_is_busy) {
  const Served served({.busy_for = 100s}, {.clock = ClockKind::real, .times = 1000});
  const Socket socket(served.server->port());
  log_in(socket);
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(socket.ask(command_frame(7, 1, "A1")).header[0], 0x21);
  EXPECT_GE(std::chrono::steady_clock::now() - before, 100ms);
}

TEST(Server, several_initiators_are_served_and_each_end_ends_a_nexus) {
  Served served;
  {
    std::vector<std::unique_ptr<Socket>> sockets;
    for (std::uint64_t i = 0; i < 8; ++i) {
      sockets.push_back(std::make_unique<Socket>(served.server->port()));
      EXPECT_EQ(sockets.back()->ask(login_frame(0x87, iscsi::normal_login).with(8, 6, i)).at(36, 2), 0U);
    }
    for (const auto& socket : sockets) EXPECT_EQ(socket->ask(command_frame(1, 1, "00")).header[0], 0x21);
    EXPECT_EQ(served.notes->began, 8);
  }
  served.server.reset();
  EXPECT_EQ(served.notes->ended, 8);
}

TEST(Server, the_connection_whose_session_was_taken_over_is_closed) {
  const Served served;
  const Socket first(served.server->port());
  log_in(first);
  const Socket second(served.server->port());
  log_in(second);
  EXPECT_TRUE(first.is_closed());
  EXPECT_EQ(second.ask(command_frame(1, 1, "00")).header[0], 0x21);
}

TEST(Server, garbage_closes_the_connection_and_not_the_server) {
  const Served served;
  const Socket garbage(served.server->port());
  garbage.send(base::ByteBuffer(100, 0xEE));
  EXPECT_TRUE(garbage.is_closed());
  const Socket next(served.server->port());
  EXPECT_EQ(log_in(next).at(36, 2), 0U);
}

TEST(Server, a_failed_login_is_answered_and_then_closed) {
  const Served served;
  const Socket socket(served.server->port());
  EXPECT_EQ(socket.ask(login_frame(0x87, "InitiatorName=iqn.x:y;TargetName=iqn.x:z")).at(36, 2), 0x0203U);
  EXPECT_TRUE(socket.is_closed());
}

TEST(Server, a_taken_port_is_in_use_and_says_what_to_do) {
  const Served served;
  const auto second = serve_in_background({}, {.port = served.server->port()});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ServeError::Kind::in_use);
  EXPECT_NE(second.error().message.find("another port"), std::string::npos);
}

TEST(Server, an_address_that_others_reach_needs_to_be_allowed) {
  for (const char* address : {"0.0.0.0", "192.0.2.1", "::"}) {
    const auto refused = serve_in_background({}, {.address = address});
    ASSERT_FALSE(refused) << address;
    EXPECT_EQ(refused.error().kind, ServeError::Kind::bad_address);
    EXPECT_NE(refused.error().message.find("--allow-remote"), std::string::npos);
  }
  EXPECT_TRUE(serve_in_background({}, {.address = "0.0.0.0", .allow_remote = true}));
  const auto not_ours = serve_in_background({}, {.address = "192.0.2.1", .allow_remote = true});
  ASSERT_FALSE(not_ours);
  EXPECT_EQ(not_ours.error().kind, ServeError::Kind::bad_address);
  EXPECT_FALSE(serve_in_background({}, {.address = "nowhere"}));
}

// A server of this test's own, with little patience.
struct Impatient {
  explicit Impatient(const ConnectionLimits& limits) {
    target.emplace(std::vector<NamedUnit>{});
    server = Server::listen(*target, {}, limits).value();
    thread = std::thread([this] { server->run(); });
  }
  ~Impatient() {
    server->stop();
    thread.join();
  }
  std::optional<Target> target;
  std::unique_ptr<Server> server;
  std::thread thread;
};

TEST(Server, a_silent_peer_loses_its_connection_when_the_login_takes_too_long) {
  const Impatient impatient({.login = 20ms});
  const Socket socket(impatient.server->port());
  EXPECT_TRUE(socket.is_closed());
}

TEST(Server, connections_beyond_the_bound_are_closed) {
  const Impatient impatient({.connections_before_login = 1});
  const Socket first(impatient.server->port());
  const Socket second(impatient.server->port());
  EXPECT_TRUE(second.is_closed());
  EXPECT_EQ(first.ask(login_frame(0x87, iscsi::discovery_login)).at(36, 2), 0U);
  const Socket third(impatient.server->port());  // the first one is logged in
  EXPECT_EQ(third.ask(login_frame(0x87, iscsi::discovery_login).with(8, 6, 1)).at(36, 2), 0U);
}

TEST(Server, a_logged_in_peer_that_falls_silent_is_asked_and_then_given_up) {
  const Impatient impatient({.idle = 20ms, .answer = 20ms});
  const Socket socket(impatient.server->port());
  socket.ask(login_frame(0x87, iscsi::discovery_login));
  EXPECT_EQ(socket.receive_frame().header[0], 0x20);
  EXPECT_TRUE(socket.is_closed());
}

}  // namespace
}  // namespace emulator::server
