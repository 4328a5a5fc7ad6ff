// Runs a plan. All decisions are in the plan: the engine sends what the steps say, and says what became of the disc.
#pragma once

#include "driver/burn/plan.h"
#include "driver/burn/progress.h"
#include "driver/image/image.h"

namespace driver::burn {

// What is known of the disc. The two states differ where a command was sent and no answer came back.
struct DiscClaim {
  DiscState at_least{DiscState::unchanged};
  DiscState at_most{DiscState::unchanged};
  base::BlockCount taken{};  // blocks of WriteBlocks that the drive answered with GOOD
  auto operator<=>(const DiscClaim&) const = default;
};
[[nodiscard]] std::string describe(const DiscClaim& claim);

struct BurnReport {
  DiscClaim disc;
  bool was_cancelled{};  // the disc lacks a part of the image
  bool is_verified{};
  bool verify_was_cancelled{};
  base::Duration duration{};
};

struct BurnError {
  enum class Kind : std::uint8_t {
    drive,     // `drive` says what
    changed,   // the disc or the drive is not as it was when the plan was made
    source,    // `source` says what; the session was ended as if cancelled
    mismatch,  // what was read back differs from the image at `differs_at`
  };
  Kind kind{};
  std::string step;  // as describe() prints it
  std::optional<mmc::DriveError> drive;
  std::optional<image::ImageError> source;
  std::string text;  // for `changed`
  base::Lba differs_at{};
  DiscClaim disc;
};
// One line.
[[nodiscard]] std::string describe(const BurnError& error);

std::expected<BurnReport, BurnError> run(const BurnPlan& plan, mmc::Device& device, image::Image& image,
                                         Observer& observer, transport::Clock& clock);

}  // namespace driver::burn
