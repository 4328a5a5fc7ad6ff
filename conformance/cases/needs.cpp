#include "conformance/cases/needs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "conformance/trace/medium_name.h"

namespace conformance::cases {
namespace {

constexpr auto features = std::to_array<std::pair<std::string_view, std::uint16_t>>({
    {"removable_medium", 0x0003},
    {"random_readable", 0x0010},
    {"cd_read", 0x001E},
    {"dvd_read", 0x001F},
    {"incremental_streaming_writable", 0x0021},
    {"dvd_plus_r", 0x002B},
    {"cd_track_at_once", 0x002D},
    {"cd_mastering", 0x002E},
    {"bd_read", 0x0040},
    {"bd_write", 0x0041},
    {"power_management", 0x0100},
    {"timeout", 0x0105},
    {"real_time_streaming", 0x0107},
    {"drive_serial_number", 0x0108},
});

using trace::DiscState;

bool matches(std::string_view word, const Situation& situation) {
  const trace::Precondition& disc = situation.identity.situation;
  if (word == "none") return disc.state == DiscState::absent && disc.profile == 0;
  if (word == "any") return disc.profile != 0;
  if (word == "readable") return disc.profile != 0 && situation.complete_sessions > 0;
  if (const auto state = trace::disc_state_of(word)) return disc.state == *state;
  return disc.medium == word;
}

bool is_medium_name(std::string_view word) {
  return word != "none" && word != "any" && word != "readable" && !trace::disc_state_of(word);
}

// Whether the drive could have such a disc in it at all.
bool is_possible(std::string_view word, const Situation& situation) {
  if (!is_medium_name(word)) return true;
  return std::ranges::any_of(situation.profiles,
                             [&](const ProfileState& profile) { return trace::medium_name(profile.number) == word; });
}

std::optional<Outcome> unmet_medium(std::string_view words, const Situation& situation) {
  bool is_one_possible = false;
  for (std::string_view rest = words; !rest.empty();) {
    const std::size_t bar = std::min(rest.find('|'), rest.size());
    const std::string_view word = rest.substr(0, bar);
    if (matches(word, situation)) return std::nullopt;
    is_one_possible = is_one_possible || is_possible(word, situation);
    rest.remove_prefix(std::min(bar + 1, rest.size()));
  }
  if (!is_one_possible) return NotApplicable{fmt::format("the drive takes no {}", words)};
  const trace::Precondition& disc = situation.identity.situation;
  return Skipped{fmt::format("needs a disc that is {}; it is {}, {}", words, disc.medium.value_or("none"),
                             trace::name_of(disc.state))};
}

std::optional<Outcome> unmet_feature(std::string_view name, bool current, const Situation& situation) {
  const auto code = feature_code(name);
  if (!code) return Broken{fmt::format("the need feature {} is unknown", name)};
  if (!situation.has_feature(*code)) return NotApplicable{fmt::format("the drive has no feature {}", name)};
  if (current && !situation.has_current(*code)) {
    return Skipped{fmt::format("feature {} is not current with this disc", name)};
  }
  return std::nullopt;
}

std::optional<Outcome> unmet(std::string_view need, const Situation& situation) {
  const std::size_t colon = std::min(need.find(':'), need.size());
  const std::string_view kind = need.substr(0, colon);
  const std::string_view rest = need.substr(std::min(colon + 1, need.size()));
  if (kind == "medium") return unmet_medium(rest, situation);
  if (kind == "feature") return unmet_feature(rest, false, situation);
  if (kind == "current") return unmet_feature(rest, true, situation);
  if (kind == "link") {
    if (rest == link::name_of(situation.link_kind)) return std::nullopt;
    return NotApplicable{fmt::format("the link is {}", link::name_of(situation.link_kind))};
  }
  if (need == "nexuses:2") {
    if (situation.has_many_nexuses) return std::nullopt;
    return NotApplicable{"this link has one nexus"};
  }
  return Broken{fmt::format("the need {} is unknown", need)};
}

}  // namespace

std::optional<Outcome> unmet(std::span<const std::string> needs, const Situation& situation) {
  std::optional<Outcome> first;
  for (const std::string& need : needs) {
    auto outcome = unmet(std::string_view(need), situation);
    // What the target lacks for good ranks above what another disc would mend.
    if (outcome && (!first || std::holds_alternative<Skipped>(*first))) first = std::move(outcome);
  }
  return first;
}

std::optional<std::uint16_t> feature_code(std::string_view name) {
  for (const auto& [known, code] : features) {
    if (known == name) return code;
  }
  return std::nullopt;
}

std::span<const std::pair<std::string_view, std::uint16_t>> known_features() { return features; }

}  // namespace conformance::cases
