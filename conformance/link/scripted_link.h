// A link for tests whose answers are prepared in hex. It fakes the edge, the drive; it shares no layout with anybody.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/link/link.h"
#include "conformance/link/patience.h"
#include "emulator/base/hex.h"

namespace conformance::link {

inline Answer good(std::string_view data_in = {}) { return {.data_in = base::parse_hex(data_in).value()}; }

// CHECK CONDITION with fixed sense: `code` is "6/29/00".
inline Answer check_condition(std::uint8_t key, std::uint8_t asc, std::uint8_t ascq) {
  return {.status = 0x02, .sense = {0x70, 0, key, 0, 0, 0, 0, 0x0A, 0, 0, 0, 0, asc, ascq, 0, 0, 0, 0}};
}

// Tests do not wait.
inline constexpr Patience no_waiting{.limit = std::chrono::milliseconds(10),
                                     .pause = std::chrono::milliseconds(1),
                                     .wait = [](std::chrono::milliseconds) {}};

class ScriptedLink final : public Link {
 public:
  struct Step {
    std::string cdb;  // hex; "" takes any
    std::expected<Answer, LinkError> answer;
  };
  explicit ScriptedLink(std::deque<Step> steps) : steps_(std::move(steps)) {}

  std::expected<Answer, LinkError> exchange(const Command& command) override {
    const std::string cdb = base::format_hex(command.cdb);
    sent_.push_back(cdb);
    data_out_.emplace_back(command.data_out.begin(), command.data_out.end());
    if (steps_.empty()) return std::unexpected(LinkError{LinkError::Kind::lost, "the script has ended before " + cdb});
    Step step = std::move(steps_.front());
    steps_.pop_front();
    if (!step.cdb.empty() && step.cdb != cdb) {
      return std::unexpected(LinkError{LinkError::Kind::lost, "the script has " + step.cdb + ", sent was " + cdb});
    }
    if (step.answer && step.answer->data_in.size() > command.expected) step.answer->data_in.resize(command.expected);
    return std::move(step.answer);
  }

  [[nodiscard]] const std::vector<std::string>& sent() const { return sent_; }
  [[nodiscard]] const std::vector<base::ByteBuffer>& data_out() const { return data_out_; }
  [[nodiscard]] std::size_t left() const { return steps_.size(); }

 private:
  std::deque<Step> steps_;
  std::vector<std::string> sent_;
  std::vector<base::ByteBuffer> data_out_;
};

}  // namespace conformance::link
