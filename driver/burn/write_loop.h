// One WriteBlocks step: reads the image ahead of the drive, one command at a time, and stops at a block boundary.
#pragma once

#include <optional>

#include "driver/burn/plan.h"
#include "driver/burn/progress.h"
#include "driver/image/image.h"

namespace driver::burn {

struct WriteOutcome {
  base::BlockCount taken{};  // answered with GOOD
  bool is_cut_short{};       // cancelled, or the source failed; the rest was left out or sent as zeros
  bool answer_is_missing{};  // the last command got no answer: its blocks may be on the disc
  std::optional<mmc::DriveError> drive;
  std::optional<image::ImageError> source;
};

[[nodiscard]] WriteOutcome write_blocks(const WriteBlocks& step, mmc::Device& device, image::Image& image,
                                        Observer& observer);

}  // namespace driver::burn
