// A target for tests that opens prepared links.
#pragma once

#include <deque>
#include <memory>

#include "conformance/link/scripted_link.h"

namespace conformance::link {

// What settle() and identify() hear from a drive with a blank BD-R.
inline std::deque<ScriptedLink::Step> identification_of_blank_bd_r() {
  return {{"00 00 00 00 00 00", good()},
          {"12 00 00 00 60 00", good("05 80 00 32 1F")},
          {"46 02 00 00 00 00 00 00 08 00", good("00 00 00 04 00 00 00 41")},
          {"51 00 00 00 00 00 00 00 22 00", good("00 20 00")}};
}

class ScriptedTarget final : public Target {
 public:
  explicit ScriptedTarget(std::deque<std::deque<ScriptedLink::Step>> links) : links_(std::move(links)) {}

  std::expected<std::unique_ptr<Link>, LinkError> open() override {
    if (links_.empty()) return std::unexpected(LinkError{LinkError::Kind::unreachable, "nobody listens"});
    auto opened = std::make_unique<ScriptedLink>(std::move(links_.front()));
    links_.pop_front();
    return opened;
  }
  [[nodiscard]] LinkKind kind() const override { return LinkKind::direct; }
  [[nodiscard]] bool has_many_nexuses() const override { return true; }
  [[nodiscard]] std::string description() const override { return "a script"; }

 private:
  std::deque<std::deque<ScriptedLink::Step>> links_;
};

}  // namespace conformance::link
