// Copies a trace with one byte changed that a replay must notice: the test of replay itself.
#pragma once

#include <filesystem>
#include <string>

#include "conformance/replay/result.h"
#include "conformance/trace/exchange.h"

namespace conformance::replay {

enum class Role : std::uint8_t { host, drive };

struct Alteration {
  std::uint64_t exchange{};  // from 1
  std::string command;
  std::string part;  // host role: "status", "sense", "data-in"; drive role: "cdb", "data-out"
  std::uint64_t offset{};
  std::uint8_t was{};
  std::uint8_t is{};
};

// The seed chooses the exchange, then the part, then the byte, and then the bit. Only what the role is bound to judge
// is chosen from: no masked byte, no noise, no refusal that the trace repeats. Payloads that are kept beside the trace
// are copied, or left where they are when the copy stands in the same folder; so the copy must be another file.
[[nodiscard]] std::expected<Alteration, trace::TraceError> alter(const std::filesystem::path& trace,
                                                                 const std::filesystem::path& altered, Role role,
                                                                 std::uint64_t seed);

}  // namespace conformance::replay
