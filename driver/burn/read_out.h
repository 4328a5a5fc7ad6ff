// Copies a track or a session from the disc.
#pragma once

#include <optional>

#include "driver/burn/progress.h"

namespace driver::burn {

// Where the blocks go.
class BlockSink {
 public:
  virtual ~BlockSink() = default;
  // False: they cannot be kept, and reading ends.
  virtual bool take(base::Bytes blocks) = 0;
};

// On a CD the last two blocks of a track at once are its run-out: they count in its size and cannot be read, and the
// track does not say how it was written (MMC-6, Track at Once recording). Refused, they are left out.
inline constexpr base::BlockCount run_out_blocks{2};
enum class RunOut : std::uint8_t { none, possible };

struct ReadRequest {
  base::BlockRange range{};
  base::BlockCount per_command{};
  RunOut run_out{RunOut::none};
};

struct ReadOutcome {
  base::BlockCount blocks{};    // given to the sink
  base::BlockCount left_out{};  // run-out blocks
  bool was_cancelled{};
  bool sink_failed{};
};

std::expected<ReadOutcome, mmc::DriveError> read_out(mmc::Device& device, const ReadRequest& request, BlockSink& sink,
                                                     Observer& observer);

}  // namespace driver::burn
