// The records of the metadata log, both directions. README.md, Metadata log.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "emulator/base/bytes.h"
#include "emulator/media/disc_state.h"

namespace emulator::media {

// The records that lead from `before` to `after`; empty when both are equal.
[[nodiscard]] base::ByteBuffer encode_changes(const DiscState& before, const DiscState& after);

// The records of a whole disc, identity first.
[[nodiscard]] base::ByteBuffer encode_disc(const DiscContents& contents);

struct RecordFault {
  bool is_unknown_type{};  // a later program wrote it
  std::string detail;
};

// What a log has said so far.
struct Replay {
  DiscContents contents;
  bool has_identity{};
  bool has_disc{};

  // Applies the records of one batch in order.
  [[nodiscard]] std::expected<void, RecordFault> apply(base::Bytes records);
};

}  // namespace emulator::media
