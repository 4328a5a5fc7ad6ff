#include "conformance/preload/stream.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "conformance/preload/broker/socket.h"

namespace conformance::preload::stream {
namespace {

using broker::Socket;

struct Pair {
  Pair() {
    std::array<int, 2> ends{};
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    near = Socket(ends[0]);
    far = Socket(ends[1]);
  }
  Socket near, far;
};

iovec part_of(std::string& text) { return {.iov_base = text.data(), .iov_len = text.size()}; }

// Two ends of a pipe: when the last copy of the writing end is closed, the reading end says so.
struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK), 0);
    reading = Socket(ends[0]);
    writing = Socket(ends[1]);
  }
  // With the test's own writing end gone.
  [[nodiscard]] bool is_closed() const {
    char byte = 0;
    return read(reading.get(), &byte, 1) == 0;
  }
  Socket reading, writing;
};

TEST(Stream, parts_arrive_as_parts_of_other_sizes) {
  Pair pair;
  std::string first = "one";
  std::string none;
  std::string last = "three";
  const std::array<iovec, 3> out{part_of(first), part_of(none), part_of(last)};
  ASSERT_TRUE(send(pair.near.get(), out));
  std::string head(5, '.');
  std::string rest(3, '.');
  const std::array<iovec, 2> in{part_of(head), part_of(rest)};
  ASSERT_TRUE(receive(pair.far.get(), in));
  EXPECT_EQ(head + rest, "onethree");
}

TEST(Stream, message_larger_than_the_socket_arrives_whole) {
  Pair pair;
  std::vector<unsigned char> sent(8U << 20);
  std::iota(sent.begin(), sent.end(), static_cast<unsigned char>(0));
  std::thread sender([&] {
    const iovec part{.iov_base = sent.data(), .iov_len = sent.size()};
    EXPECT_TRUE(send(pair.near.get(), {&part, 1}));
  });
  std::vector<unsigned char> came(sent.size());
  const std::array<iovec, 2> parts{iovec{.iov_base = came.data(), .iov_len = 4097},
                                   iovec{.iov_base = came.data() + 4097, .iov_len = came.size() - 4097}};
  EXPECT_TRUE(receive(pair.far.get(), parts));
  sender.join();
  EXPECT_EQ(came, sent);
}

TEST(Stream, descriptor_goes_with_the_bytes_and_is_closed_on_exec) {
  Pair pair;
  Pipe pipe;
  std::string byte = "x";
  const iovec part = part_of(byte);
  ASSERT_TRUE(send(pair.near.get(), {&part, 1}, pipe.writing.get()));
  int came = -2;
  ASSERT_TRUE(receive(pair.far.get(), {&part, 1}, &came));
  ASSERT_GE(came, 0);
  EXPECT_NE(came, pipe.writing.get());
  EXPECT_EQ(fcntl(came, F_GETFD), FD_CLOEXEC);
  EXPECT_EQ(write(came, "y", 1), 1);
  EXPECT_EQ(read(pipe.reading.get(), byte.data(), 1), 1);
  EXPECT_EQ(byte, "y");
  close(came);
}

TEST(Stream, message_without_a_descriptor_says_so) {
  Pair pair;
  std::string byte = "x";
  const iovec part = part_of(byte);
  ASSERT_TRUE(send(pair.near.get(), {&part, 1}));
  int came = 7;
  ASSERT_TRUE(receive(pair.far.get(), {&part, 1}, &came));
  EXPECT_EQ(came, -1);
}

TEST(Stream, descriptor_that_nobody_wants_is_closed) {
  Pair pair;
  Pipe pipe;
  std::string byte = "x";
  const iovec part = part_of(byte);
  ASSERT_TRUE(send(pair.near.get(), {&part, 1}, pipe.writing.get()));
  ASSERT_TRUE(receive(pair.far.get(), {&part, 1}));
  pipe.writing = Socket();
  EXPECT_TRUE(pipe.is_closed());
}

TEST(Stream, second_descriptor_of_one_message_is_closed) {
  Pair pair;
  Pipe wanted;
  Pipe other;
  std::string byte = "x";
  const iovec part = part_of(byte);
  ASSERT_TRUE(send(pair.near.get(), {&part, 1}, wanted.writing.get()));
  ASSERT_TRUE(send(pair.near.get(), {&part, 1}, other.writing.get()));
  std::string both(2, '.');
  const iovec whole = part_of(both);
  int came = -1;
  ASSERT_TRUE(receive(pair.far.get(), {&whole, 1}, &came));
  wanted.writing = Socket();
  other.writing = Socket();
  EXPECT_FALSE(wanted.is_closed());
  EXPECT_TRUE(other.is_closed());
  close(came);
}

TEST(Stream, end_in_the_middle_is_no_message) {
  Pair pair;
  std::string half = "ab";
  const iovec sent = part_of(half);
  ASSERT_TRUE(send(pair.near.get(), {&sent, 1}));
  pair.near = Socket();
  std::string whole(3, '.');
  const iovec part = part_of(whole);
  EXPECT_FALSE(receive(pair.far.get(), {&part, 1}));
}

TEST(Stream, peer_that_is_gone_is_no_signal) {
  Pair pair;
  pair.far = Socket();
  std::string text = "abc";
  const iovec part = part_of(text);
  EXPECT_FALSE(send(pair.near.get(), {&part, 1}));
}

TEST(Stream, memory_that_is_not_there_is_refused) {
  Pair pair;
  const iovec part{.iov_base = nullptr, .iov_len = 4};
  EXPECT_FALSE(send(pair.near.get(), {&part, 1}));
}

TEST(Stream, more_parts_than_are_offered_are_refused_whole) {
  Pair pair;
  std::string byte = "x";
  std::array<iovec, most_parts + 1> parts{};
  parts.fill(part_of(byte));
  EXPECT_FALSE(send(pair.near.get(), parts));
  EXPECT_FALSE(receive(pair.far.get(), parts));
  ASSERT_TRUE(send(pair.near.get(), std::span(parts).first(most_parts)));
  std::string came(most_parts, '.');
  const iovec whole = part_of(came);
  ASSERT_TRUE(receive(pair.far.get(), {&whole, 1}));
  EXPECT_EQ(came, std::string(most_parts, 'x'));
}

}  // namespace
}  // namespace conformance::preload::stream
