// What a recipe gets and gives. A recipe turns facts into the steps of one way of writing; planner.cpp chooses it.
#pragma once

#include "driver/burn/plan.h"

namespace driver::burn {

struct RecipeInput {
  const drive::Facts& facts;
  mmc::TrackInformation open_track;  // of the facts: checked to be there, with a next writable address
  base::BlockCount image{};
  BurnOptions options;
  std::optional<mmc::FormatRequest> first_format;      // of an overwritable disc that has no format yet
  std::optional<mmc::FormatRequest> growing_format{};  // of a DVD-RW whose format is too small for the image
};

struct Recipe {
  // Where the image begins, and blocks that it may fill from there.
  struct Room {
    base::Lba start{};
    base::BlockCount blocks{};
  };
  Room (*room)(const RecipeInput&);
  BurnPlan (*make)(const RecipeInput&);
};

extern const Recipe cd_track_at_once;
extern const Recipe cd_session_at_once;
extern const Recipe dvd_r;
extern const Recipe dvd_plus_r;
extern const Recipe dvd_plus_r_dual_layer;
extern const Recipe bd_r_sequential;
extern const Recipe overwritable;

// Blocks a command: `usual`, or what the transport carries, a multiple of `unit`.
[[nodiscard]] base::BlockCount blocks_per_command(const BurnOptions& options, std::int64_t usual, std::int64_t unit);

// The steps that every recipe begins and ends with.
[[nodiscard]] std::vector<PlannedStep> opening(const RecipeInput& input);
void append_ending(std::vector<PlannedStep>& steps, const RecipeInput& input, base::Lba start, DiscState state);

}  // namespace driver::burn
