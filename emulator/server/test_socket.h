// For tests: the other end of a connection to a server of ours.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/iscsi/test_initiator.h"

namespace emulator::server {

// A plain socket that gives up after ten seconds.
class Socket {
 public:
  explicit Socket(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~Socket() { ::close(descriptor_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  void send(const base::ByteBuffer& bytes) const {
    EXPECT_EQ(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  }
  // So many bytes, or fewer when the peer closed.
  [[nodiscard]] base::ByteBuffer receive(std::size_t size) const {
    base::ByteBuffer bytes(size);
    std::size_t got = 0;
    while (got < size) {
      const ssize_t more = ::recv(descriptor_, bytes.data() + got, size - got, 0);
      if (more <= 0) break;
      got += static_cast<std::size_t>(more);
    }
    bytes.resize(got);
    return bytes;
  }
  [[nodiscard]] iscsi::Frame receive_frame() const {
    base::ByteBuffer bytes = receive(48);
    if (bytes.size() < 48) return {};
    const std::size_t size = iscsi::get(bytes, 5, 3);
    const base::ByteBuffer data = receive((size + 3) / 4 * 4);
    bytes.insert(bytes.end(), data.begin(), data.end());
    return iscsi::frames_of(bytes).at(0);
  }
  iscsi::Frame ask(const iscsi::Frame& frame) const {
    send(frame.bytes());
    return receive_frame();
  }
  // Whether the peer closed, and sent nothing more before.
  [[nodiscard]] bool is_closed() const { return receive(1).empty(); }
  // Whether the peer does not even listen any more: what comes from us is answered with a reset.
  [[nodiscard]] bool is_refused() const {
    ::send(descriptor_, "x", 1, MSG_NOSIGNAL);
    pollfd watched{.fd = descriptor_, .events = 0, .revents = 0};  // errors are always told
    return ::poll(&watched, 1, 10'000) == 1;
  }

 private:
  int descriptor_;
};

}  // namespace emulator::server
