// The suite as a drive: whoever answers commands is served over iSCSI by the emulator's target. The one reuse of it:
// the suite judges hosts here, not targets.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "conformance/link/link.h"

namespace conformance::link::serve {

struct HostCommand {
  std::uint32_t nexus{};  // as the transport numbers initiators
  base::Bytes cdb;        // 16 bytes, padded with zeros
  base::Bytes data_out;
};

class Answerer {
 public:
  virtual ~Answerer() = default;
  // Called from the server's thread, one command at a time. Sense data is sent on in the fixed format, with key, ASC,
  // ASCQ, information and progress as they are; what else it holds the transport cannot carry.
  virtual Answer answer(const HostCommand& command) = 0;
};

// Serves from its construction to its destruction.
class Served {
 public:
  virtual ~Served() = default;
  [[nodiscard]] virtual std::string url() const = 0;
};

// On a free port of 127.0.0.1. The error says what is in the way.
[[nodiscard]] std::expected<std::unique_ptr<Served>, std::string> serve(Answerer& answerer);

}  // namespace conformance::link::serve
