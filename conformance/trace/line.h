// One line of a trace, both ways. README.md describes the keys.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <variant>

#include "conformance/trace/exchange.h"

namespace conformance::trace {

struct End {
  std::uint64_t count{};
  bool operator==(const End&) const = default;
};
using Line = std::variant<Header, Exchange, End>;

// Without the line end.
[[nodiscard]] std::string encode(const Header& header);
[[nodiscard]] std::string encode(const Exchange& exchange);
[[nodiscard]] std::string encode(const End& end);

// The error says what is wrong with the line, not in which file it stands.
[[nodiscard]] std::expected<Line, std::string> decode(std::string_view text, const Limits& limits = {});

}  // namespace conformance::trace
