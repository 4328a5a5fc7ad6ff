// Reading back what was written.
#pragma once

#include <optional>

#include "driver/burn/progress.h"
#include "driver/image/image.h"

namespace driver::burn {

struct ReadBack {
  base::Lba first{};
  base::BlockCount per_command{};
};

struct CompareError {
  std::optional<mmc::DriveError> drive;
  std::optional<image::ImageError> source;
};

struct Comparison {
  std::optional<base::Lba> differs_at;  // the first block that differs
  bool is_complete{};                   // not cancelled
};

// Compares the disc, from where `where` says, with the whole image.
std::expected<Comparison, CompareError> compare(mmc::Device& device, image::Image& image, const ReadBack& where,
                                                Observer& observer);

}  // namespace driver::burn
