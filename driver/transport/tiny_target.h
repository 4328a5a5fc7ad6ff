// For tests: an iSCSI target of one connection in front of a scripted drive, typed by hand from RFC 7143. It answers
// every login, moves no more data than fits one PDU, and can hang up, fall silent or send more than was asked for.
#pragma once

#include <arpa/inet.h>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "driver/transport/scripted.h"

namespace driver::transport {

// A listening socket on a free port of this computer.
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
  [[nodiscard]] int take() const { return accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC); }
  [[nodiscard]] std::string url(std::string_view user = "") const {
    return fmt::format("iscsi://{}127.0.0.1:{}/iqn.2026-11.test:drive/0", user, port_);
  }

 private:
  int socket_;
  int port_{};
};

class TinyTarget {
 public:
  enum class Mood : std::uint8_t { answers, hangs_up, is_silent, overflows };

  // The mood begins with command `from`, counted from 0.
  explicit TinyTarget(ScriptedTransport& drive, Mood mood = Mood::answers, int from = 0)
      : drive_(drive), mood_(mood), from_(from), thread_([this] { serve(); }) {}
  TinyTarget(const TinyTarget&) = delete;
  TinyTarget& operator=(const TinyTarget&) = delete;
  ~TinyTarget() { thread_.join(); }
  [[nodiscard]] std::string url(std::string_view user = "") const { return listener_.url(user); }

 private:
  using Header = std::array<std::uint8_t, 48>;

  static std::uint32_t number(const Header& header, std::size_t at) {
    return static_cast<std::uint32_t>(header[at]) << 24 | header[at + 1] << 16 | header[at + 2] << 8 | header[at + 3];
  }
  static void put(Header& header, std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) header[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
  }

  bool take(base::MutableBytes bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = recv(connection_, bytes.data(), bytes.size(), 0);
      if (count <= 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
  }

  // A header and its data segment, padding taken along.
  bool take_pdu(Header& header, base::ByteBuffer& data) const {
    if (!take(header)) return false;
    data.resize(number(header, 4) & 0xFF'FFFF);
    base::ByteBuffer padded((data.size() + 3) / 4 * 4);
    if (!take(padded)) return false;
    std::copy_n(padded.begin(), data.size(), data.begin());
    return true;
  }

  void give(Header& header, const Header& request, base::ByteBuffer data = {}) {
    put(header, 4, static_cast<std::uint32_t>(data.size()));
    std::copy_n(request.begin() + 16, 4, header.begin() + 16);  // initiator task tag
    put(header, 24, status_number_++);
    put(header, 28, expected_command_);
    put(header, 32, expected_command_ + 1);  // MaxCmdSN: room for more
    data.resize((data.size() + 3) / 4 * 4);
    data.insert(data.begin(), header.begin(), header.end());
    EXPECT_EQ(send(connection_, data.data(), data.size(), MSG_NOSIGNAL), static_cast<ssize_t>(data.size()));
  }

  void serve() {
    connection_ = listener_.take();
    Header header{};
    base::ByteBuffer data;
    bool goes_on = true;
    while (goes_on && take_pdu(header, data)) goes_on = answer(header, data);
    close(connection_);
  }

  bool answer(const Header& request, base::ByteBuffer& data) {
    switch (request[0] & 0x3F) {
      case 0x03:
        return log_in(request);
      case 0x01:
        return command(request, data);
      case 0x06:
        return log_out(request);
      default:
        return false;
    }
  }

  bool log_in(const Header& request) {
    Header response{0x23, request[1]};
    std::copy_n(request.begin() + 8, 6, response.begin() + 8);  // ISID
    response[15] = 1;                                           // TSIH
    expected_command_ = number(request, 24);
    constexpr std::string_view keys{"AuthMethod=None\0HeaderDigest=None\0DataDigest=None\0TargetPortalGroupTag=1\0",
                                    74};
    const bool is_security_stage = (request[1] & 0x0C) == 0;
    const std::string_view text = is_security_stage ? keys.substr(0, 16) : keys.substr(16);
    give(response, request, {text.begin(), text.end()});
    return true;
  }

  bool log_out(const Header& request) {
    Header response{0x26, 0x80};
    ++expected_command_;
    give(response, request);
    return false;
  }

  bool command(const Header& request, base::ByteBuffer& data) {
    ++expected_command_;
    if (commands_++ >= from_ && mood_ == Mood::hangs_up) return false;
    if (commands_ > from_ && mood_ == Mood::is_silent) return true;
    const std::uint32_t expected = number(request, 20);
    const bool reads = (request[1] & 0x40) != 0;
    const bool writes = (request[1] & 0x20) != 0;
    EXPECT_TRUE(!writes || data.size() == expected) << "immediate data alone";
    constexpr std::array<std::size_t, 8> lengths{6, 10, 10, 10, 16, 12, 12, 12};
    const auto answer = drive_.execute(
        {.cdb = {request.begin() + 32, request.begin() + 32 + static_cast<std::ptrdiff_t>(lengths[request[32] >> 5])},
         .direction = writes ? Direction::to_drive : Direction::from_drive,
         .data_out = data,
         .expected_bytes = reads ? expected : 0});
    EXPECT_TRUE(answer) << drive_.mismatch();
    if (!answer) return false;
    respond(request, *answer, reads ? expected : 0);
    return true;
  }

  void respond(const Header& request, const Completion& answer, std::uint32_t expected) {
    const auto missing = expected - static_cast<std::uint32_t>(answer.data_in.size());
    const auto underflow = static_cast<std::uint8_t>(missing > 0 ? 0x02 : 0x00);
    Header response{};
    if (answer.data_in.empty()) {
      response = {0x21, static_cast<std::uint8_t>(0x80 | underflow), 0, answer.status};
    } else {
      response = {0x25, static_cast<std::uint8_t>(0x81 | underflow), 0, answer.status};  // Data-In with status
      put(response, 20, 0xFFFF'FFFF);                                                    // no target transfer tag
    }
    put(response, 44, missing);
    base::ByteBuffer data = answer.data_in;
    if (mood_ == Mood::overflows && !data.empty()) data.resize(expected + 1);
    if (!answer.sense.empty()) {
      data = {0, static_cast<std::uint8_t>(answer.sense.size())};
      data.insert(data.end(), answer.sense.begin(), answer.sense.end());
    }
    give(response, request, data);
  }

  Listener listener_;
  ScriptedTransport& drive_;
  Mood mood_;
  int from_;
  int commands_{};
  int connection_{-1};
  std::uint32_t status_number_{1};
  std::uint32_t expected_command_{};
  std::thread thread_;  // last: it uses all above
};

}  // namespace driver::transport
