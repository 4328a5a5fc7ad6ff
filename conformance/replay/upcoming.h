// The exchanges of a trace that come next: noise, and then one that is held to order. Only these are in memory.
#pragma once

#include <deque>
#include <expected>

#include "conformance/trace/reader.h"

namespace conformance::replay {

struct NumberedExchange {
  std::uint64_t number{};  // from 1
  trace::Exchange exchange;
};

class Upcoming {
 public:
  explicit Upcoming(trace::Reader reader) : reader_(std::move(reader)) {}

  // Reads on until an exchange that is no noise is known, or the end.
  [[nodiscard]] std::expected<void, trace::TraceError> look_ahead();
  // The noise that stands before it. Valid after look_ahead.
  [[nodiscard]] std::deque<NumberedExchange>& noise() { return noise_; }
  // It; null at the end.
  [[nodiscard]] const NumberedExchange* judged() const { return judged_ ? &*judged_ : nullptr; }
  NumberedExchange take_judged();

  [[nodiscard]] std::filesystem::path folder() const { return reader_.folder(); }
  [[nodiscard]] const trace::Header& header() const { return reader_.header(); }
  // Exchanges read so far; all of them at the end.
  [[nodiscard]] std::uint64_t count() const { return reader_.count(); }

 private:
  trace::Reader reader_;
  std::deque<NumberedExchange> noise_;
  std::optional<NumberedExchange> judged_;
  bool at_end_{};
};

}  // namespace conformance::replay
