// What a case may ask about before it runs: the drive, its features, the disc, the link.
#pragma once

#include <map>
#include <vector>

#include "conformance/link/identity.h"

namespace conformance::cases {

struct FeatureState {
  bool is_current{};
  std::uint8_t version{};
  base::ByteBuffer data;  // what follows the descriptor's header
};

struct ProfileState {
  std::uint16_t number{};
  bool is_current{};
};

struct Situation {
  link::Identity identity;
  link::LinkKind link_kind{};
  bool has_many_nexuses{};
  std::map<std::uint16_t, FeatureState> features;
  std::vector<ProfileState> profiles;  // in the drive's order
  int complete_sessions{};

  [[nodiscard]] bool has_feature(std::uint16_t code) const { return features.contains(code); }
  [[nodiscard]] bool has_current(std::uint16_t code) const {
    const auto found = features.find(code);
    return found != features.end() && found->second.is_current;
  }
  [[nodiscard]] bool has_profile(std::uint16_t number) const;
};

// The features and profiles of a GET CONFIGURATION answer; what is malformed is left out, a case judges that.
void read_features(base::Bytes reply, Situation& situation);

// How many sessions a READ DISC INFORMATION answer counts as complete: all but a last one that is not.
[[nodiscard]] int complete_sessions_in(base::Bytes reply);

[[nodiscard]] std::expected<Situation, link::LinkError> look_at(link::Target& target, const link::Patience& patience);

}  // namespace conformance::cases
