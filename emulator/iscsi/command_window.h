// Which commands may come: the session's CmdSN, ExpCmdSN and MaxCmdSN. RFC 7143, Command Numbering and Acknowledging.
#pragma once

#include <cstdint>
#include <set>

#include "emulator/iscsi/serial_number.h"

namespace emulator::iscsi {

class CommandWindow {
 public:
  // `first` is the number that the login carried: the first command uses it again.
  CommandWindow(std::uint32_t first, std::uint32_t capacity)
      : expected_(first), maximum_(first + capacity - 1), capacity_(capacity) {}

  enum class Place : std::uint8_t {
    next,    // the one expected
    ahead,   // inside the window, with a gap before it
    outside  // beyond the window or seen before: ignored without a word
  };
  [[nodiscard]] Place place_of(std::uint32_t number) const {
    if (number == expected_) return is_before(maximum(), number) ? Place::outside : Place::next;
    return is_before(number, expected_) || is_before(maximum(), number) ? Place::outside : Place::ahead;
  }

  // The expected command has come, and with it every skipped one that follows.
  void advance() {
    do ++expected_;
    while (skipped_.erase(expected_) > 0);
  }

  // A command that has not come is aborted: when its turn is there, it counts as received. RFC 7143, ABORT TASK.
  void skip(std::uint32_t number) {
    if (number == expected_) return advance();
    skipped_.insert(number);
  }
  [[nodiscard]] bool is_skipped(std::uint32_t number) const { return skipped_.contains(number); }

  // A numbered command became a task; a task is over.
  void began() { ++outstanding_; }
  void ended() { --outstanding_; }

  [[nodiscard]] std::uint32_t expected() const { return expected_; }
  // The last number that may come. Never goes back, so commands that were allowed stay allowed.
  [[nodiscard]] std::uint32_t maximum() const {
    const std::uint32_t now = expected_ + capacity_ - outstanding_ - 1;
    return is_before(maximum_, now) ? now : maximum_;
  }
  // The same, to be told to the initiator.
  std::uint32_t announce_maximum() { return maximum_ = maximum(); }
  // Whether the initiator was last told that nothing may come, and something may by now.
  [[nodiscard]] bool has_reopened() const { return maximum_ == expected_ - 1 && maximum() != maximum_; }

 private:
  std::uint32_t expected_;
  std::uint32_t maximum_;  // as last announced
  std::uint32_t capacity_;
  std::uint32_t outstanding_{};
  std::set<std::uint32_t> skipped_;
};

}  // namespace emulator::iscsi
