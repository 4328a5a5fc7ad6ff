// Batches of records with a chain of checksums. README.md, Metadata log.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "emulator/base/bytes.h"

namespace emulator::media {

// The end of a log, to which the next batch is added.
struct LogEnd {
  std::uint64_t generation{};  // of the last batch; 0 when there is none
  std::uint32_t checksum{};    // of the last batch; 0 when there is none
  std::int64_t length{};       // of all batches

  bool operator==(const LogEnd&) const = default;
};

// The bytes of the batch that follows `end`.
[[nodiscard]] base::ByteBuffer encode_batch(const LogEnd& end, base::Bytes records);

struct Batch {
  LogEnd end;           // of a log that ends with this batch
  base::Bytes records;  // in the bytes given
};

// The batch at the start of `bytes`, which must follow `before`; the error says what is wrong with it.
[[nodiscard]] std::expected<Batch, std::string> decode_batch(const LogEnd& before, base::Bytes bytes);

}  // namespace emulator::media
