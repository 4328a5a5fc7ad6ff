// Which blocks of a disc a user means.
#pragma once

#include "driver/burn/read_out.h"
#include "driver/cli/commands.h"
#include "driver/drive/facts.h"

namespace driver::cli {

struct Extent {
  base::BlockRange range{};
  burn::RunOut run_out{};
};

// The session, the last one when none is named. Fails with medium_unsuitable.
[[nodiscard]] std::expected<Extent, Failure> session_extent(const drive::Facts& facts,
                                                            std::optional<std::uint16_t> session);
[[nodiscard]] std::expected<Extent, Failure> track_extent(const drive::Facts& facts, std::uint16_t track);
[[nodiscard]] std::expected<Extent, Failure> extent_of(const drive::Facts& facts, const SessionOrTrack& which);

}  // namespace driver::cli
