#include "conformance/preload/broker/broker.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <future>
#include <optional>

#include "conformance/preload/broker/fake_devices.h"
#include "conformance/preload/stream.h"

namespace conformance::preload::broker {
namespace {

constexpr int patient = O_RDWR | O_NONBLOCK;

// A program's end of a broker's rendezvous.
class Program {
 public:
  explicit Program(std::uint32_t drives = 1) {
    SocketPair rendezvous(SOCK_SEQPACKET);
    rendezvous_ = std::move(rendezvous.program);
    FakeDevices fakes(drives);
    broker.emplace(std::move(fakes.devices), std::move(rendezvous.broker));
  }

  void greet(const wire::Greeting& greeting, int passed) const {
    const iovec part{.iov_base = const_cast<wire::Greeting*>(&greeting), .iov_len = sizeof greeting};
    EXPECT_TRUE(stream::send(rendezvous_.get(), {&part, 1}, passed));
  }
  [[nodiscard]] Socket channel(std::uint32_t version = wire::version) const {
    SocketPair pair;
    greet({.version = version}, pair.broker.get());
    return std::move(pair.program);
  }

  std::optional<Broker> broker;

 private:
  Socket rendezvous_;
};

std::optional<wire::Reply> call(const Socket& channel, wire::Request request, int passed = -1) {
  const iovec out{.iov_base = &request, .iov_len = sizeof request};
  wire::Reply reply;
  const iovec in{.iov_base = &reply, .iov_len = sizeof reply};
  if (!stream::send(channel.get(), {&out, 1}, passed) || !stream::receive(channel.get(), {&in, 1})) return std::nullopt;
  return reply;
}

// The program's descriptor of an open drive.
Socket open_first(const Socket& channel) {
  SocketPair device;
  const auto reply =
      call(channel, {.operation = wire::Operation::open, .number = patient, .argument = wire::packed(first_sr)},
           device.broker.get());
  EXPECT_TRUE(reply && reply->error == 0);
  return std::move(device.program);
}

bool is_open(const Socket& channel) {
  return call(channel, {.operation = wire::Operation::get_flags, .file = 99}).has_value();
}

TEST(Broker, greeting_makes_its_socket_a_channel) {
  const Program program;
  const Socket channel = program.channel();
  const auto reply = call(channel, {.operation = wire::Operation::get_flags, .file = 99});
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->error, EBADF);
}

TEST(Broker, serves_many_channels_at_once) {
  const Program program;
  std::vector<Socket> channels;
  for (int i = 0; i < 40; ++i) channels.push_back(program.channel());
  for (const Socket& channel : channels) EXPECT_TRUE(is_open(channel));
}

TEST(Broker, channel_of_a_program_that_died_in_a_message_harms_no_other) {
  const Program program;
  const Socket other = program.channel();
  {
    const Socket channel = program.channel();
    const wire::Request request{.operation = wire::Operation::write, .bytes = 100};
    const iovec half{.iov_base = const_cast<wire::Request*>(&request), .iov_len = sizeof request / 2};
    EXPECT_TRUE(stream::send(channel.get(), {&half, 1}));
  }
  EXPECT_TRUE(is_open(other));
  EXPECT_TRUE(is_open(program.channel()));
}

TEST(Broker, shim_of_another_version_gets_no_channel) {
  const Program program;
  EXPECT_FALSE(is_open(program.channel(wire::version + 1)));
  EXPECT_TRUE(is_open(program.channel()));
}

TEST(Broker, greeting_without_a_socket_is_passed_over) {
  const Program program;
  program.greet({.version = wire::version}, -1);
  EXPECT_TRUE(is_open(program.channel()));
}

TEST(Broker, file_opened_over_one_channel_is_used_over_another) {
  const Program program;
  const Socket first = program.channel();
  const Socket second = program.channel();
  SocketPair device;
  const auto opened =
      call(first, {.operation = wire::Operation::open, .number = patient, .argument = wire::packed(first_sr)},
           device.broker.get());
  ASSERT_TRUE(opened);
  const auto flags =
      call(second, {.operation = wire::Operation::get_flags, .file = static_cast<std::uint64_t>(opened->result)});
  ASSERT_TRUE(flags);
  EXPECT_EQ(flags->result & (O_ACCMODE | O_NONBLOCK), patient);
}

// The program has ended, a child of it still burns.
TEST(Broker, waits_for_the_last_descriptor_of_a_drive) {
  Program program;
  Socket descriptor = open_first(program.channel());
  auto waiting = std::async(std::launch::async, [&] { program.broker->wait_until_unused(); });
  EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds{50}), std::future_status::timeout);
  descriptor = Socket();
  EXPECT_EQ(waiting.wait_for(std::chrono::seconds{20}), std::future_status::ready);
}

TEST(Broker, notices_a_close_that_nobody_tells_of) {
  Program program;
  const Socket channel = program.channel();
  {
    SocketPair device;
    const auto opened = call(
        channel, {.operation = wire::Operation::open, .number = patient | O_EXCL, .argument = wire::packed(first_sr)},
        device.broker.get());
    ASSERT_TRUE(opened && opened->error == 0);
  }
  program.broker->wait_until_unused();
  static_cast<void>(open_first(channel));
}

TEST(Broker, ends_with_channels_and_files_open) {
  Program program;
  const Socket channel = program.channel();
  const Socket descriptor = open_first(channel);
  program.broker.reset();
  pollfd watched{.fd = channel.get(), .events = POLLIN, .revents = 0};
  EXPECT_EQ(poll(&watched, 1, 0), 1);
  EXPECT_NE(watched.revents & POLLHUP, 0);
  EXPECT_FALSE(is_open(channel));
}

}  // namespace
}  // namespace conformance::preload::broker
