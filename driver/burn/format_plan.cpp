#include "driver/burn/format_plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace driver::burn {
namespace {

using drive::Facts;
using mmc::FormatRequest;
using mmc::FormattableCapacity;
using Planned = std::expected<FormatRequest, PlanError>;

namespace number = mmc::profile_number;
namespace type = mmc::format_type;

std::unexpected<PlanError> unsuitable(std::string text) {
  return std::unexpected(PlanError{PlanError::Kind::unsuitable, std::move(text)});
}

std::unexpected<PlanError> not_listed(std::string_view what) {
  return unsuitable(fmt::format("the drive lists no format {}; leave the option out or use another drive", what));
}

// Those of that type, in the drive's order.
std::vector<FormattableCapacity> listed(const Facts& facts, std::uint8_t format_type) {
  std::vector<FormattableCapacity> list;
  if (facts.format_capacities) list = facts.format_capacities->formattable;
  std::erase_if(list, [&](const FormattableCapacity& each) { return each.format_type != format_type; });
  return list;
}

// Fewer blocks for the host are more for defects.
std::optional<base::BlockCount> blocks_of(const std::vector<FormattableCapacity>& list, Spare spare) {
  if (list.empty()) return std::nullopt;
  if (spare == Spare::least) return std::ranges::max_element(list, {}, &FormattableCapacity::blocks)->blocks;
  if (spare == Spare::most) return std::ranges::min_element(list, {}, &FormattableCapacity::blocks)->blocks;
  return list.front().blocks;
}

Planned bd_re(const Facts& facts, const FormatOptions& options) {
  if (options.spare == Spare::none) {
    const auto list = listed(facts, type::bd_re_without_spare_areas);
    if (list.empty()) return not_listed("without spare areas");
    if (options.is_full) return unsuitable("a format without spare areas certifies nothing; leave --full out");
    return FormatRequest{.blocks = list.front().blocks, .type = type::bd_re_without_spare_areas};
  }
  const auto blocks = blocks_of(listed(facts, type::bd_re_with_spare_areas), options.spare);
  if (!blocks) return not_listed("with spare areas");
  return FormatRequest{.blocks = *blocks,
                       .type = type::bd_re_with_spare_areas,
                       .certification = options.is_full ? mmc::Certification::full : mmc::Certification::unsaid};
}

// The spare area that can be chosen is the supplementary one: the drive lists a format without it and one with it.
Planned dvd_ram(const Facts& facts, const FormatOptions& options) {
  if (options.spare == Spare::most) return unsuitable("a DVD-RAM has one usual spare area, or none; leave --spare out");
  const Spare largest = options.spare == Spare::usual ? Spare::usual : Spare::least;
  const auto blocks = blocks_of(listed(facts, type::full), largest);
  if (!blocks) return not_listed("of a whole DVD-RAM");
  return FormatRequest{.blocks = *blocks, .type = type::full, .keeps_defects = !options.is_full};
}

Planned dvd_plus_rw(const Facts& facts, const FormatOptions& options) {
  if (options.spare != Spare::usual) return unsuitable("a DVD+RW has no spare areas; leave --spare out");
  if (options.is_full) {
    return unsuitable("the drive formats a DVD+RW to its end in the background by itself; leave --full out");
  }
  const auto list = listed(facts, type::dvd_plus_rw_basic);
  if (list.empty()) return not_listed("of a DVD+RW");
  return FormatRequest{.blocks = list.front().blocks, .type = type::dvd_plus_rw_basic};
}

// From a sequential disc or a formatted one. The quick format grows with what is written.
Planned dvd_rw(const Facts& facts, const FormatOptions& options) {
  if (options.spare != Spare::usual) return unsuitable("a DVD-RW has no spare areas; leave --spare out");
  const auto list = listed(facts, options.is_full ? type::full : type::dvd_rw_quick);
  if (list.empty()) return not_listed("of a DVD-RW");
  return FormatRequest{
      .blocks = list.front().blocks, .type = list.front().format_type, .parameter = list.front().parameter};
}

std::expected<void, PlanError> check_presence(const Facts& facts) {
  if (facts.has_medium()) return {};
  const bool is_open = facts.presence == drive::MediumPresence::absent_tray_open;
  return std::unexpected(
      PlanError{PlanError::Kind::no_medium, is_open ? "the tray is open; insert a rewritable disc and close it"
                                                    : "no medium; insert a rewritable disc"});
}

std::string name_of_medium(const Facts& facts) {
  const std::string_view name = drive::medium_name(facts.profile());
  return name.empty() ? fmt::format("a medium of profile {:04X}h", facts.profile()) : std::string{name};
}

}  // namespace

Planned plan_format(const Facts& facts, const FormatOptions& options) {
  if (auto present = check_presence(facts); !present) return std::unexpected(present.error());
  switch (facts.profile()) {
    case number::bd_re:
      return bd_re(facts, options);
    case number::dvd_ram:
      return dvd_ram(facts, options);
    case number::dvd_plus_rw:
      return dvd_plus_rw(facts, options);
    case number::dvd_rw_sequential:
    case number::dvd_rw_restricted_overwrite:
      return dvd_rw(facts, options);
    default:
      return unsuitable(
          fmt::format("{} is not formatted by this program; insert a BD-RE, a DVD+RW, a DVD-RW or a DVD-RAM",
                      name_of_medium(facts)));
  }
}

Planned first_format(const Facts& facts) { return plan_format(facts, {}); }

std::expected<void, PlanError> check_blanking(const Facts& facts) {
  if (auto present = check_presence(facts); !present) return present;
  switch (facts.profile()) {
    case number::cd_rw:
    case number::dvd_rw_restricted_overwrite:
    case number::dvd_rw_sequential:
      return {};
    default:
      break;
  }
  if (drive::is_overwritable(facts.profile())) {
    return unsuitable(
        fmt::format("{} is not blanked, it is overwritten or formatted; use \"bbburn format\"", name_of_medium(facts)));
  }
  return unsuitable(fmt::format("{} cannot be blanked; insert a CD-RW or a DVD-RW", name_of_medium(facts)));
}

}  // namespace driver::burn
