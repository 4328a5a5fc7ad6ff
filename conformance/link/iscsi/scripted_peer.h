// A target of a few lines for the initiator's tests: it takes one PDU and sends back prepared bytes, step by step. It
// shares no codec with the initiator: its answers are hex.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <deque>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "emulator/base/bytes.h"
#include "emulator/base/hex.h"

namespace conformance::link::iscsi {

// A whole PDU: `header` is its first bytes in hex, zeros follow to 48; the data segment's length is filled in.
inline base::ByteBuffer peer_pdu(std::string_view header, base::Bytes data = {}) {
  base::ByteBuffer pdu = base::parse_hex(header).value();
  pdu.resize(48);
  pdu[6] = static_cast<std::uint8_t>(data.size() >> 8);
  pdu[7] = static_cast<std::uint8_t>(data.size());
  pdu.insert(pdu.end(), data.begin(), data.end());
  while (pdu.size() % 4 != 0) pdu.push_back(0xEE);  // a receiver ignores what padding holds
  return pdu;
}

class ScriptedPeer {
 public:
  // The answers to the first PDU, to the second, and so on; after the last the connection is closed.
  explicit ScriptedPeer(std::deque<std::vector<base::ByteBuffer>> steps) : steps_(std::move(steps)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(listener_, 1);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this] { serve(); });
  }
  ~ScriptedPeer() {
    finish();
    ::close(listener_);
  }
  ScriptedPeer(const ScriptedPeer&) = delete;
  ScriptedPeer& operator=(const ScriptedPeer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // Waits for the script's end; the PDUs that came, header and data.
  const std::vector<base::ByteBuffer>& finish() {
    ::shutdown(listener_, SHUT_RDWR);  // ends an accept that nobody will satisfy
    if (thread_.joinable()) thread_.join();
    return received_;
  }

 private:
  static bool read_all(int socket, std::uint8_t* bytes, std::size_t size) {
    return size == 0 || ::recv(socket, bytes, size, MSG_WAITALL) == static_cast<ssize_t>(size);
  }

  void serve() {
    const int socket = ::accept(listener_, nullptr, nullptr);
    if (socket < 0) return;
    while (!steps_.empty()) {
      base::ByteBuffer pdu(48);
      if (!read_all(socket, pdu.data(), 48)) break;
      const std::size_t size = static_cast<std::size_t>(pdu[5]) << 16 | static_cast<std::size_t>(pdu[6]) << 8 | pdu[7];
      pdu.resize(48 + (size + 3) / 4 * 4);
      if (!read_all(socket, pdu.data() + 48, pdu.size() - 48)) break;
      pdu.resize(48 + size);
      received_.push_back(std::move(pdu));
      for (const base::ByteBuffer& answer : steps_.front()) ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL);
      steps_.pop_front();
    }
    ::close(socket);
  }

  std::deque<std::vector<base::ByteBuffer>> steps_;
  std::vector<base::ByteBuffer> received_;
  int listener_{-1};
  std::uint16_t port_{};
  std::jthread thread_;
};

}  // namespace conformance::link::iscsi
