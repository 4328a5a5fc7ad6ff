// Asks a drive a list of commands and writes what passed as a trace.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "conformance/link/link.h"
#include "conformance/link/patience.h"
#include "conformance/trace/exchange.h"

namespace conformance::replay {

struct ScriptCommand {
  base::ByteBuffer cdb;
  std::size_t expected{};  // room for data-in
  base::ByteBuffer data_out{};
  bool operator==(const ScriptCommand&) const = default;
};

// One command a line: its CDB in hex, then "in N" for room for N bytes, or "out HEX" for data to the drive. Empty lines
// and what follows a '#' do not count. The error names the line.
[[nodiscard]] std::expected<std::vector<ScriptCommand>, std::string> parse_script(std::string_view text);

// What says most about a drive and its disc and changes neither.
[[nodiscard]] std::vector<ScriptCommand> identification_script();

struct RecordSummary {
  trace::Header header;
  std::size_t exchanges{};
};

struct RecordError {
  enum class Kind : std::uint8_t { target_lost, unwritable };
  Kind kind{};
  std::string text;
};

struct RecordOptions {
  trace::Provenance provenance;
  link::Patience patience{};
};

// Every answer is recorded, refusals too. Bytes that differ from one moment to the next are masked. The file is written
// whole or not at all.
[[nodiscard]] std::expected<RecordSummary, RecordError> record(link::Target& target, const std::filesystem::path& file,
                                                               const std::vector<ScriptCommand>& script,
                                                               const RecordOptions& options);

}  // namespace conformance::replay
