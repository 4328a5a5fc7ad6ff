// What the two ways of writing a data track on CD-R have in common.
#pragma once

#include "driver/burn/recipe.h"

namespace driver::burn {

inline constexpr base::BlockCount pre_gap{150};         // two seconds before every track
inline constexpr base::BlockCount shortest_track{300};  // four seconds (IEC 60908 as read by burners; MMC-6, CD tracks)

// Blocks from the next writable address to the last possible start of the lead-out.
[[nodiscard]] base::BlockCount blocks_to_lead_out(const RecipeInput& input);

[[nodiscard]] mmc::WriteParameters write_parameters(const RecipeInput& input, mmc::WriteType type, Finish finish);

}  // namespace driver::burn
