#include "conformance/link/iscsi/socket.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace conformance::link::iscsi {
namespace {

using Kind = LinkError::Kind;

std::unexpected<LinkError> failure(Kind kind, std::string text) {
  return std::unexpected(LinkError{kind, std::move(text)});
}

int milliseconds_until(Deadline deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
  return left > 0 ? static_cast<int>(std::min<std::int64_t>(left, 1 << 30)) : 0;
}

}  // namespace

Socket::Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Socket::~Socket() { close(); }

void Socket::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

std::expected<Socket, LinkError> Socket::connect(const std::string& host, std::uint16_t port, Deadline deadline) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const std::string service = std::to_string(port);
  if (const int code = getaddrinfo(host.c_str(), service.c_str(), &wanted, &list); code != 0) {
    return failure(Kind::unreachable, fmt::format("{}: no such host: {}", host, gai_strerror(code)));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, &freeaddrinfo);
  std::string reason = "it has no address";
  for (const addrinfo* address = list; address != nullptr; address = address->ai_next) {
    Socket candidate(::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    int error = 0;
    socklen_t size = sizeof(error);
    if (::connect(candidate.descriptor_, address->ai_addr, address->ai_addrlen) != 0) {
      error = errno;
      if (error == EINPROGRESS && candidate.wait_for(POLLOUT, deadline)) {
        getsockopt(candidate.descriptor_, SOL_SOCKET, SO_ERROR, &error, &size);
      }
    }
    if (error == 0) {
      const int on = 1;  // a command is one small PDU that must not wait for another
      setsockopt(candidate.descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
      return candidate;
    }
    reason = error == EINPROGRESS ? "it does not answer" : std::strerror(error);
  }
  return failure(Kind::unreachable, fmt::format("{}:{}: {}", host, port, reason));
}

std::expected<void, LinkError> Socket::wait_for(short events, Deadline deadline) const {
  pollfd wait{descriptor_, events, 0};
  while (true) {
    const int ready = ::poll(&wait, 1, milliseconds_until(deadline));
    if (ready > 0) return {};
    if (ready == 0) return failure(Kind::timed_out, "the target did not answer in time");
    if (errno != EINTR) return failure(Kind::lost, std::strerror(errno));
  }
}

std::expected<void, LinkError> Socket::send(base::Bytes bytes, Deadline deadline) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      if (auto ready = wait_for(POLLOUT, deadline); !ready) return ready;
    } else if (errno != EINTR) {
      return failure(Kind::lost, fmt::format("the connection broke: {}", std::strerror(errno)));
    }
  }
  return {};
}

std::expected<void, LinkError> Socket::receive(base::MutableBytes bytes, Deadline deadline) {
  while (!bytes.empty()) {
    const ssize_t got = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
    if (got > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(got));
    } else if (got == 0) {
      return failure(Kind::lost, "the target closed the connection");
    } else if (errno == EAGAIN) {
      if (auto ready = wait_for(POLLIN, deadline); !ready) return ready;
    } else if (errno != EINTR) {
      return failure(Kind::lost, fmt::format("the connection broke: {}", std::strerror(errno)));
    }
  }
  return {};
}

}  // namespace conformance::link::iscsi
