// The whole answer to a command. Data moves once: a segment is owned bytes, a counted slice of a store, or a fill.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/base/bytes.h"
#include "emulator/base/instant.h"
#include "emulator/scsi/sense.h"
#include "emulator/scsi/status.h"

namespace emulator::scsi {

// Bytes that somebody else owns; `keep` holds them alive and unchanged until the last copy is gone.
struct Slice {
  std::shared_ptr<const void> keep;
  base::Bytes bytes;
};

struct Fill {
  std::uint8_t value{};
  std::size_t size{};
};

using Segment = std::variant<base::ByteBuffer, Slice, Fill>;

[[nodiscard]] std::size_t size_of(const Segment& segment);
[[nodiscard]] std::size_t size_of(const std::vector<Segment>& segments);
// Cuts the list to its first `size` bytes.
void truncate(std::vector<Segment>& segments, std::size_t size);
// One buffer with all bytes; for tests and for data that is going to be changed.
[[nodiscard]] base::ByteBuffer gather(const std::vector<Segment>& segments);

// Everything written before this epoch is on disk once LogicalUnit::flush(epoch) has returned true.
enum class FlushEpoch : std::uint64_t {};

// Whether the answer reaches its host. With a lost connection the nexus of the command ends, and nothing else happens.
// With lost power the command has not been run: every connection to the unit goes, then LogicalUnit::reset tells it
// that power is back (ResetKind::power_on).
enum class Fate : std::uint8_t { answered, connection_is_lost, power_is_lost };
// SPC-4, Control mode page, D_SENSE bit: in which form sense data comes.
enum class SenseFormat : std::uint8_t { fixed, descriptor };

struct Reply {
  Status status{Status::good};
  std::optional<Sense> sense{};  // with CHECK CONDITION; also with GOOD for a recovered error
  SenseFormat sense_format{SenseFormat::fixed};
  std::vector<Segment> segments{};            // data-in
  base::Duration busy_for{};                  // how long the mechanism is at it; the loop waits, nobody else
  std::optional<FlushEpoch> durable_after{};  // hold the response until this epoch is on disk
  // How many bytes of the data-out were needed, where more came; all that came when absent.
  std::optional<std::size_t> data_out_taken{};
  Fate fate{};
};

// The bytes of the sense data; none where there is none.
[[nodiscard]] base::ByteBuffer sense_data(const Reply& reply);

[[nodiscard]] inline Reply check_condition(const Sense& sense) {
  return Reply{.status = Status::check_condition, .sense = sense};
}
[[nodiscard]] inline Reply data_reply(base::ByteBuffer bytes) {
  Reply reply;
  reply.segments.emplace_back(std::move(bytes));
  return reply;
}

using Outcome = std::expected<Reply, Sense>;

}  // namespace emulator::scsi
