// A TCP connection with a deadline for every wait.
#pragma once

#include <chrono>
#include <expected>
#include <string>

#include "conformance/link/link.h"
#include "emulator/base/bytes.h"

namespace conformance::link::iscsi {

using Deadline = std::chrono::steady_clock::time_point;

[[nodiscard]] inline Deadline after(std::chrono::milliseconds wait) { return std::chrono::steady_clock::now() + wait; }

class Socket {
 public:
  Socket() = default;
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  ~Socket();

  [[nodiscard]] static std::expected<Socket, LinkError> connect(const std::string& host, std::uint16_t port,
                                                                Deadline deadline);
  [[nodiscard]] std::expected<void, LinkError> send(base::Bytes bytes, Deadline deadline);
  // Fills all of `bytes`.
  [[nodiscard]] std::expected<void, LinkError> receive(base::MutableBytes bytes, Deadline deadline);
  void close();

 private:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  [[nodiscard]] std::expected<void, LinkError> wait_for(short events, Deadline deadline) const;

  int descriptor_{-1};
};

}  // namespace conformance::link::iscsi
