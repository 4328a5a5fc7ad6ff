// For tests: an iSCSI target of one connection, typed by hand from RFC 7143. What it answers is a script; it can fall
// silent, hang up, ask a question of its own, and it writes down what came.
#pragma once

#include <arpa/inet.h>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "emulator/base/bytes.h"
#include "emulator/base/hex.h"

namespace conformance::preload::scsi {

class SmallTarget {
 public:
  using Header = std::array<std::uint8_t, 48>;
  struct Request {
    base::ByteBuffer cdb;
    std::uint64_t lun{};
    std::uint32_t expected{};  // EXPECTED DATA TRANSFER LENGTH
    base::ByteBuffer data_out;
  };
  enum class Residual : std::uint8_t { none, underflow, overflow };
  struct Response {
    std::uint8_t status{};
    base::ByteBuffer data_in;
    base::ByteBuffer sense;
    Residual residual{};
    std::uint32_t residual_count{};
    bool hangs_up{};  // instead of all this
  };
  struct Script {
    std::function<std::optional<Response>(const Request&)> on_command;  // nothing: no answer ever
    bool answers_pings{true};
    bool confirms_aborts{true};
    std::uint8_t login_status{};  // RFC 7143, Login Response, Status-Class
    bool asks{};                  // sends a NOP-In that wants an answer once it has a full-feature session
  };

  explicit SmallTarget(Script script) : script_(std::move(script)), listener_(make_listener()) {
    thread_ = std::thread([this] { serve(); });
  }
  SmallTarget(const SmallTarget&) = delete;
  SmallTarget& operator=(const SmallTarget&) = delete;
  ~SmallTarget() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  [[nodiscard]] std::string url(int lun = 0) const {
    return fmt::format("iscsi://127.0.0.1:{}/iqn.2026-11.test:small/{}", port_, lun);
  }
  // Ends the connection as a target does that was killed.
  void hang_up() { shutdown(connection_.load(), SHUT_RDWR); }

  // "command <CDB>", "ping", "answer", "abort" and "logout", in the order in which they came.
  std::vector<std::string> log() {
    const std::scoped_lock lock(mutex_);
    return log_;
  }
  // The last command, whole.
  Request last() {
    const std::scoped_lock lock(mutex_);
    return last_;
  }

 private:
  int make_listener() {
    const int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    void* generic = &address;
    EXPECT_EQ(bind(made, static_cast<sockaddr*>(generic), length), 0);
    EXPECT_EQ(listen(made, 1), 0);
    EXPECT_EQ(getsockname(made, static_cast<sockaddr*>(generic), &length), 0);
    port_ = ntohs(address.sin_port);
    return made;
  }

  static std::uint32_t number(const Header& header, std::size_t at) {
    return static_cast<std::uint32_t>(header[at]) << 24 | header[at + 1] << 16 | header[at + 2] << 8 | header[at + 3];
  }
  static void put(Header& header, std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) header[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
  }
  void note(std::string text) {
    const std::scoped_lock lock(mutex_);
    log_.push_back(std::move(text));
  }

  bool take(base::MutableBytes bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = recv(connection_, bytes.data(), bytes.size(), 0);
      if (count <= 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
  }
  bool take_pdu(Header& header, base::ByteBuffer& data) const {
    if (!take(header)) return false;
    const std::size_t length = number(header, 4) & 0xFF'FFFF;
    data.resize((length + 3) / 4 * 4);
    if (!take(data)) return false;
    data.resize(length);
    return true;
  }

  // Fills in what every PDU from a target has and sends it.
  void give(Header header, base::ByteBuffer data = {}) {
    put(header, 4, static_cast<std::uint32_t>(data.size()));
    put(header, 24, status_number_++);
    put(header, 28, expected_command_);
    put(header, 32, expected_command_ + 8);  // MaxCmdSN: room for more
    data.resize((data.size() + 3) / 4 * 4);
    data.insert(data.begin(), header.begin(), header.end());
    static_cast<void>(send(connection_, data.data(), data.size(), MSG_NOSIGNAL));
  }
  static Header answer_to(const Header& request, std::uint8_t opcode, std::uint8_t flags = 0x80) {
    Header header{opcode, flags};
    std::copy_n(request.begin() + 16, 4, header.begin() + 16);  // initiator task tag
    return header;
  }

  void serve() {
    connection_ = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection_ < 0) return;
    Header header{};
    base::ByteBuffer data;
    bool goes_on = true;
    while (goes_on && take_pdu(header, data)) goes_on = answer(header, data);
    close(connection_);
  }

  bool answer(const Header& request, const base::ByteBuffer& data) {
    switch (request[0] & 0x3F) {
      case 0x00:
        return pinged(request);
      case 0x01:
        return command(request, data);
      case 0x02:
        note("abort");
        if (script_.confirms_aborts) give(answer_to(request, 0x22));
        return true;
      case 0x03:
        return log_in(request);
      case 0x06:
        note("logout");
        give(answer_to(request, 0x26));
        return false;
      default:
        return false;
    }
  }

  bool pinged(const Header& request) {
    const bool is_answer = number(request, 16) == 0xFFFF'FFFF;
    note(is_answer ? "answer" : "ping");
    if (is_answer || !script_.answers_pings) return true;
    Header response = answer_to(request, 0x20);
    put(response, 20, 0xFFFF'FFFF);
    give(response);
    return true;
  }

  bool log_in(const Header& request) {
    Header response = answer_to(request, 0x23, request[1]);
    std::copy_n(request.begin() + 8, 6, response.begin() + 8);  // ISID
    response[15] = 1;                                           // TSIH
    response[36] = script_.login_status;
    expected_command_ = number(request, 24);
    constexpr std::string_view security{"AuthMethod=None\0", 16};
    constexpr std::string_view operational{"HeaderDigest=None\0DataDigest=None\0", 34};
    const std::string_view text = (request[1] & 0x0C) == 0 ? security : operational;
    give(response, {text.begin(), text.end()});
    if (script_.asks && (request[1] & 0x83) == 0x83) {
      Header question{0x20, 0x80};
      put(question, 16, 0xFFFF'FFFF);
      put(question, 20, 77);  // target transfer tag: an answer is wanted
      give(question);
      --status_number_;  // a NOP-In that asks does not count
    }
    return script_.login_status == 0;
  }

  bool command(const Header& request, const base::ByteBuffer& data) {
    ++expected_command_;
    constexpr std::array<std::ptrdiff_t, 8> lengths{6, 10, 10, 10, 16, 12, 12, 12};
    const auto* const begin = request.begin() + 32;
    Request asked{.cdb = {begin, begin + lengths[request[32] >> 5]},
                  .lun = request[9],  // peripheral addressing (SAM-5)
                  .expected = number(request, 20),
                  .data_out = data};
    note("command " + base::format_hex(asked.cdb));
    {
      const std::scoped_lock lock(mutex_);
      last_ = asked;
    }
    const auto response = script_.on_command(asked);
    if (!response) return true;
    if (response->hangs_up) return false;
    respond(request, *response);
    return true;
  }

  void respond(const Header& request, const Response& response) {
    const auto residual = static_cast<std::uint8_t>(response.residual == Residual::underflow  ? 0x02
                                                    : response.residual == Residual::overflow ? 0x04
                                                                                              : 0x00);
    const bool has_data = !response.data_in.empty();
    Header header = has_data ? answer_to(request, 0x25, 0x81 | residual) : answer_to(request, 0x21, 0x80 | residual);
    header[3] = response.status;
    if (has_data) put(header, 20, 0xFFFF'FFFF);  // no target transfer tag
    put(header, 44, response.residual_count);
    base::ByteBuffer data = response.data_in;
    if (!response.sense.empty()) {
      data = {0, static_cast<std::uint8_t>(response.sense.size())};
      data.insert(data.end(), response.sense.begin(), response.sense.end());
    }
    give(header, data);
  }

  Script script_;
  int port_{};
  int listener_;
  std::atomic<int> connection_{-1};
  std::uint32_t status_number_{1};
  std::uint32_t expected_command_{};
  std::mutex mutex_;
  std::vector<std::string> log_;
  Request last_;
  std::thread thread_;
};

}  // namespace conformance::preload::scsi
