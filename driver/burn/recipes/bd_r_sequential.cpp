// BD-R, sequential recording mode without pseudo-overwrite (MMC-6, BD-R Sequential Recording Model).
//
// The disc is written as it comes, unformatted: the first WRITE makes it a sequentially recorded one without spares.
// The open track, a sequential recording range, is written from its next writable address in clusters of 32 blocks, the
// last one filled with zeros (WRITE (10) command). SYNCHRONIZE CACHE puts the last cluster on the disc. CLOSE
// TRACK/SESSION closes the track (function 001b), then the session (010b), which leaves the disc appendable and the
// next session at the following cluster, or finalizes the disc (110b). No mode page and no power calibration is needed.
#include "driver/burn/recipes/sequential.h"

namespace driver::burn {
namespace {

constexpr SequentialMedium bd_r{.recipe = "BD-R, sequential recording", .unit = 32};

BurnPlan make(const RecipeInput& input) { return plan_sequential(input, bd_r); }

}  // namespace

const Recipe bd_r_sequential{.room = sequential_room, .make = make};

}  // namespace driver::burn
