// What a trace holds: who was recorded, and each command with its whole answer. The format is described in README.md.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "emulator/base/bytes.h"

namespace conformance::trace {

inline constexpr int format_version = 1;

// Bounds on what a file from outside may ask for.
struct Limits {
  std::size_t line_bytes = 1U << 20;
  std::uint64_t payload_bytes = 256U << 20;  // above the 65535 blocks of 2352 bytes that one READ may return
  std::size_t hex_bytes = 4096;              // a longer payload is a fill or is kept beside the trace
  std::size_t masks = 256;
};

using Sha256 = std::array<std::uint8_t, 32>;

struct HexPayload {
  base::ByteBuffer bytes;
  bool operator==(const HexPayload&) const = default;
};
struct FillPayload {
  std::uint8_t value{};
  std::uint64_t length{};
  bool operator==(const FillPayload&) const = default;
};
// Where the bytes are kept: a path relative to the trace's folder.
struct DataPlace {
  std::string file;
  std::uint64_t offset{};
  bool operator==(const DataPlace&) const = default;
};
// Known by digest. Without a place it can be compared but not sent.
struct DigestPayload {
  std::uint64_t length{};
  Sha256 sha256{};
  std::optional<DataPlace> from;
  bool operator==(const DigestPayload&) const = default;
};
using Payload = std::variant<HexPayload, FillPayload, DigestPayload>;

enum class Part : std::uint8_t { in, sense };

// Bytes of an answer that may differ, and why.
struct Mask {
  Part part{};
  std::uint32_t offset{};
  std::uint32_t length{};
  std::string reason;
  bool operator==(const Mask&) const = default;
};

struct Exchange {
  std::uint32_t nexus{};
  base::ByteBuffer cdb;      // 6, 10, 12 or 16 bytes
  std::uint64_t expected{};  // bytes of data-in the host had room for
  std::optional<Payload> out;
  std::optional<Payload> in;
  std::uint8_t status{};
  base::ByteBuffer sense;  // as it came; empty when there was none
  std::chrono::microseconds start{};
  std::chrono::microseconds duration{};
  std::vector<Mask> masks;
  bool operator==(const Exchange&) const = default;
};

struct DriveIdentity {
  std::string vendor;
  std::string product;
  std::string revision;
  bool operator==(const DriveIdentity&) const = default;
};

// The disc status of READ DISC INFORMATION, or that there is no disc.
enum class DiscState : std::uint8_t { absent, blank, appendable, complete, other };

// What must hold before the first command is sent.
struct Precondition {
  std::uint16_t profile{};            // the current profile of GET CONFIGURATION, 0 without a medium
  std::optional<std::string> medium;  // its name, for people: the profile decides
  DiscState state{};
  bool operator==(const Precondition&) const = default;
};

enum class ProvenanceKind : std::uint8_t { attested, derived, datasheet, assumed };

struct Provenance {
  std::string source;
  ProvenanceKind kind{};
  std::string comment;
  bool operator==(const Provenance&) const = default;
};

struct Header {
  DriveIdentity drive;
  Precondition precondition;
  Provenance provenance;
  bool operator==(const Header&) const = default;
};

// The words of the format, also for messages.
[[nodiscard]] std::string_view name_of(DiscState state);
[[nodiscard]] std::optional<DiscState> disc_state_of(std::string_view name);
[[nodiscard]] std::string_view name_of(ProvenanceKind kind);
[[nodiscard]] std::optional<ProvenanceKind> provenance_kind_of(std::string_view name);
[[nodiscard]] std::string_view name_of(Part part);
[[nodiscard]] std::optional<Part> part_of(std::string_view name);

struct TraceError {
  enum class Kind : std::uint8_t { bad_input, unwritable };
  Kind kind{};
  std::string text;  // one line that names the file and the remedy
};

}  // namespace conformance::trace
