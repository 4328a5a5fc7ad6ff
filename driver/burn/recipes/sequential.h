// What DVD+R and BD-R have in common: one open track, written in whole units, then closed by commands.
#pragma once

#include "driver/burn/recipe.h"

namespace driver::burn {

struct SequentialMedium {
  std::string_view recipe;
  std::int64_t unit{};  // blocks that the drive records at once
};

[[nodiscard]] Recipe::Room sequential_room(const RecipeInput& input);
[[nodiscard]] BurnPlan plan_sequential(const RecipeInput& input, const SequentialMedium& medium);

}  // namespace driver::burn
