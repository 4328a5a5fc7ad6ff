#include "driver/transport/iscsi.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/core.h>

#include <thread>

#include "driver/transport/open.h"

namespace driver::transport {
namespace {

// A listening socket on a free port of this computer. Nobody accepts: the kernel alone completes connections.
class Listener {
 public:
  Listener() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = static_cast<sockaddr*>(static_cast<void*>(&address));
    EXPECT_EQ(bind(socket_, generic, length), 0);
    EXPECT_EQ(listen(socket_, 1), 0);
    EXPECT_EQ(getsockname(socket_, generic, &length), 0);
    port_ = ntohs(address.sin_port);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { shut(); }
  void shut() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
  }
  // Ends the connection that the kernel has completed.
  void drop_one() { close(accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC)); }
  [[nodiscard]] std::string url() const { return fmt::format("iscsi://127.0.0.1:{}/iqn.2026-11.test:drive/0", port_); }

 private:
  int socket_;
  int port_{};
};

TEST(IscsiTransport, text_without_a_target_is_a_bad_address) {
  SteadyClock clock;
  for (const char* url : {"iscsi://", "iscsi://127.0.0.1", "iscsi://127.0.0.1/iqn.x", "iscsi://127.0.0.1/iqn.x/one",
                          "http://127.0.0.1/iqn.x/0", "/dev/null"}) {
    const auto transport = connect_iscsi(url, clock);
    ASSERT_FALSE(transport) << url;
    EXPECT_EQ(transport.error().kind, TransportError::Kind::bad_address) << url;
  }
}

TEST(IscsiTransport, closed_port_is_unreachable) {
  Listener listener;
  listener.shut();
  SteadyClock clock;
  const auto transport = connect_iscsi(listener.url(), clock);
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().kind, TransportError::Kind::unreachable);
  EXPECT_NE(transport.error().text.find(listener.url()), std::string::npos);
}

TEST(IscsiTransport, silent_peer_times_out) {
  const Listener listener;
  SteadyClock clock;
  const auto transport = connect_iscsi(listener.url(), clock, {.connect_timeout = std::chrono::milliseconds{50}});
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().kind, TransportError::Kind::timed_out);
}

TEST(IscsiTransport, peer_that_hangs_up_at_the_login_is_lost) {
  Listener listener;
  std::thread peer([&listener] { listener.drop_one(); });
  SteadyClock clock;
  const auto transport = connect_iscsi(listener.url(), clock);
  peer.join();
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().kind, TransportError::Kind::lost) << transport.error().text;
}

TEST(OpenDrive, word_that_is_neither_address_nor_path_is_a_bad_address) {
  SteadyClock clock;
  const auto transport = open_drive("sr0", clock);
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().kind, TransportError::Kind::bad_address);
}

}  // namespace
}  // namespace driver::transport
