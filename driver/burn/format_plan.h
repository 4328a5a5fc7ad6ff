// Which FORMAT UNIT or BLANK a medium needs to become what a user asks for. Pure.
#pragma once

#include <expected>

#include "driver/burn/plan.h"
#include "driver/mmc/commands/blank.h"
#include "driver/mmc/commands/format_unit.h"

namespace driver::burn {

// How much of the disc is kept for defects: as the drive lists it first, none, the least or the most that it lists.
enum class Spare : std::uint8_t { usual, none, least, most };

struct FormatOptions {
  Spare spare{};
  bool is_full{};  // write and read all of the disc, where that can be chosen
};

[[nodiscard]] std::expected<mmc::FormatRequest, PlanError> plan_format(const drive::Facts& facts,
                                                                       const FormatOptions& options);

// The format that a disc gets before it is first written.
[[nodiscard]] std::expected<mmc::FormatRequest, PlanError> first_format(const drive::Facts& facts);

// Media that are blanked; those that are formatted instead, or neither, are refused with a remedy.
[[nodiscard]] std::expected<void, PlanError> check_blanking(const drive::Facts& facts);

}  // namespace driver::burn
