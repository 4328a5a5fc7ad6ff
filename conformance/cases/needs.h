// What a case needs, in words that data files use too:
//
//   link:iscsi            the link is iSCSI
//   nexuses:2             two nexuses can be open together
//   feature:NAME          the drive reports the feature, current or not; names of fixtures/registry/features.json
//   current:NAME          the feature is current
//   medium:A|B            the disc is one of these: none, any, blank, appendable, complete, readable (it has a complete
//                         session), or a medium's name (cd-r, dvd+r, bd-r ...)
//
// Several needs must all hold.
#pragma once

#include <optional>
#include <span>
#include <variant>

#include "conformance/cases/outcome.h"
#include "conformance/cases/situation.h"

namespace conformance::cases {

// Why the needs do not hold: the target lacks something (not applicable), or the situation does (skipped). A need that
// nobody knows is broken.
[[nodiscard]] std::optional<Outcome> unmet(std::span<const std::string> needs, const Situation& situation);

// The feature code of a name; nothing for names that no case uses.
[[nodiscard]] std::optional<std::uint16_t> feature_code(std::string_view name);
[[nodiscard]] std::span<const std::pair<std::string_view, std::uint16_t>> known_features();

}  // namespace conformance::cases
