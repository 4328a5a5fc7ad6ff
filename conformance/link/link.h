// A way to a drive, as the suite sees one: bytes of a command there, bytes and status back. A link is one I_T nexus; a
// target opens as many as a case needs.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/base/bytes.h"

namespace conformance::link {

struct Command {
  base::ByteBuffer cdb;    // 6, 10, 12 or 16 bytes
  base::Bytes data_out{};  // valid until exchange() has returned
  std::size_t expected{};  // room for data-in; a command with data-out has none
  std::chrono::milliseconds timeout{30'000};
  // The eight bytes of the LUN field. Without it the drive the link was opened for.
  std::optional<std::uint64_t> lun{};
};

// What the transport says was not, or not all, transferred. RFC 7143, residual count.
struct Residual {
  enum class Kind : std::uint8_t { none, underflow, overflow };
  Kind kind{};
  std::uint32_t count{};
  bool operator==(const Residual&) const = default;
};

struct Answer {
  std::uint8_t status{};     // SAM-5 status code
  base::ByteBuffer sense;    // as it came; empty when there was none
  base::ByteBuffer data_in;  // what came, at most `expected` bytes
  std::chrono::microseconds duration{};
  std::optional<Residual> residual{};  // where the link can see one
};

struct LinkError {
  enum class Kind : std::uint8_t {
    unreachable,  // no way to the target
    lost,         // the way broke
    timed_out,    // no answer in time
    protocol,     // the target broke the rules of the transport
    refused,      // this link cannot carry such a command
  };
  Kind kind{};
  std::string text;  // one line; told() adds the remedy
};

// The error for people: its text, and what to do.
[[nodiscard]] std::string told(const LinkError& error);

class Link {
 public:
  virtual ~Link() = default;
  // Sends one command and waits for its whole answer. Unit attentions are answers like any other.
  virtual std::expected<Answer, LinkError> exchange(const Command& command) = 0;
};

enum class LinkKind : std::uint8_t { direct, iscsi, linux_sg };
[[nodiscard]] std::string_view name_of(LinkKind kind);

// A drive that can be reached. Opening a second link while the first is open gives a second nexus.
class Target {
 public:
  virtual ~Target() = default;
  virtual std::expected<std::unique_ptr<Link>, LinkError> open() = 0;
  [[nodiscard]] virtual LinkKind kind() const = 0;
  // Whether links opened together are nexuses of their own.
  [[nodiscard]] virtual bool has_many_nexuses() const = 0;
  // As the user named it.
  [[nodiscard]] virtual std::string description() const = 0;
};

// The target that `name` means: an iscsi:// URL, or the path of a device of Linux. The error is a wrong name.
[[nodiscard]] std::expected<std::unique_ptr<Target>, std::string> target_named(const std::string& name);

}  // namespace conformance::link
