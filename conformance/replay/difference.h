// What was expected, what came, and the name of the place: the one form in which both roles of replay report.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "conformance/replay/sheets.h"
#include "conformance/trace/exchange.h"

namespace conformance::replay {

struct Difference {
  std::uint64_t exchange{};  // counted from 1, as the trace's lines after the header are
  std::string command;       // "READ CAPACITY(10) (25 00 ...)"
  std::string part;          // "cdb", "data-out", "status", "sense", "data-in", "order", "nexus"
  std::string field;  // "read_capacity_10_reply.logical_block_address", "byte 7"; the part's name for a whole part
  std::string expected;
  std::string actual;

  // One line.
  [[nodiscard]] std::string text() const;
};

// Names the place of a difference between two byte strings; `sections` are those of the longer one.
struct Named {
  std::string field;
  std::string expected;
  std::string actual;
};

enum class DataPart : std::uint8_t { cdb, data_out, data_in, sense };

// The first unmasked difference, named; nothing where there is none.
[[nodiscard]] std::optional<Named> compare_bytes(const Sheets& sheets, DataPart part, base::Bytes cdb,
                                                 base::Bytes expected, base::Bytes actual,
                                                 std::span<const trace::Mask> masks = {});

}  // namespace conformance::replay
