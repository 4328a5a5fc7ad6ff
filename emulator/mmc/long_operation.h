// Work that takes long: waited for, or begun in the background under IMMED. MMC-6, Immed bit.
#pragma once

#include <optional>

#include "emulator/drive/drive.h"
#include "emulator/scsi/reply.h"

namespace emulator::mmc {

struct LongOperation {
  drive::BackgroundKind kind{};
  base::Duration length{};
  scsi::FlushEpoch durable_after{};
  std::optional<scsi::FlushEpoch> begun{};  // what has to be on disk before a host hears that it goes on
};

enum class Answer : std::uint8_t { at_the_end, at_once };

// The effect on the disc is there already; what is left is its time, and that it be on disk before a host hears of it.
[[nodiscard]] inline scsi::Reply begin(drive::Drive& drive, const LongOperation& operation, Answer answer,
                                       base::Instant now) {
  if (answer == Answer::at_the_end) {
    return scsi::Reply{.busy_for = operation.length, .durable_after = operation.durable_after};
  }
  drive.begin_background(
      {.kind = operation.kind, .start = now, .length = operation.length, .durable_after = operation.durable_after});
  return scsi::Reply{.durable_after = operation.begun};
}

}  // namespace emulator::mmc
