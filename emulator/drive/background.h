// Work that goes on after its command has answered: blank, format, close, flush and calibration under IMMED.
#pragma once

#include <cstdint>
#include <optional>

#include "emulator/base/instant.h"
#include "emulator/scsi/reply.h"
#include "emulator/scsi/sense.h"

namespace emulator::drive {

// Where nobody waits for time to pass, a poll moves work by one of this many steps: few, since hosts pause longer from
// poll to poll, and enough for progress to be seen.
inline constexpr int polls_until_done = 5;
// Rounded up, so that as many steps as that are enough.
[[nodiscard]] constexpr base::Duration step_of(base::Duration all) {
  return (all + base::Duration{polls_until_done - 1}) / polls_until_done;
}

enum class BackgroundKind : std::uint8_t { blank, format, close, synchronize };

struct Background {
  BackgroundKind kind{};
  base::Instant start;
  base::Duration length{};
  // What has to be on disk before a host is told that the work is done.
  std::optional<scsi::FlushEpoch> durable_after{};

  [[nodiscard]] bool is_done(base::Instant now) const { return now - start >= length; }
  // Never falls and stays below 65536 until the work is done.
  [[nodiscard]] scsi::Progress progress(base::Instant now) const;
  // NOT READY with what is going on and how far it is.
  [[nodiscard]] scsi::Sense sense(base::Instant now) const;
  // One of the steps that a poll makes when nobody waits for time, see Pace.
  void step_forward();
};

}  // namespace emulator::drive
