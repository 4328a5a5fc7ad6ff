// Reads a trace from its first line to its last, an exchange at a time.
#pragma once

#include <expected>
#include <filesystem>
#include <optional>

#include "conformance/trace/exchange.h"
#include "conformance/trace/text_file.h"

namespace conformance::trace {

class Reader {
 public:
  // Refuses what is not a trace, and a version above format_version.
  [[nodiscard]] static std::expected<Reader, TraceError> open(const std::filesystem::path& path, Limits limits = {});

  [[nodiscard]] const Header& header() const { return header_; }
  // Where the payloads' files are.
  [[nodiscard]] std::filesystem::path folder() const { return path_.parent_path(); }
  // The next exchange, nothing after the last. A trace without its end line, or with a wrong count, is an error.
  [[nodiscard]] std::expected<std::optional<Exchange>, TraceError> next();
  // How many exchanges next() has given.
  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  Reader(std::filesystem::path path, LineSource lines, Limits limits);
  [[nodiscard]] TraceError error(std::string_view text) const;
  [[nodiscard]] std::expected<void, TraceError> end(std::uint64_t count);

  std::filesystem::path path_;
  LineSource lines_;
  Limits limits_;
  Header header_;
  std::uint64_t count_{};
  std::uint64_t line_number_{};
  bool is_finished_{};
};

struct Summary {
  Header header;
  std::uint64_t exchanges{};
};

// Reads the whole trace once, so that nobody acts on a trace that turns out to be damaged half way.
[[nodiscard]] std::expected<Summary, TraceError> check(const std::filesystem::path& path, Limits limits = {});

}  // namespace conformance::trace
