#include "conformance/trace/medium_name.h"

#include <algorithm>
#include <array>

namespace conformance::trace {
namespace {

struct Row {
  std::uint16_t profile{};
  std::string_view name;
};

// MMC-6, Profile List feature.
constexpr std::array<Row, 17> rows{{{0x0008, "cd-rom"},
                                    {0x0009, "cd-r"},
                                    {0x000A, "cd-rw"},
                                    {0x0010, "dvd-rom"},
                                    {0x0011, "dvd-r"},
                                    {0x0012, "dvd-ram"},
                                    {0x0013, "dvd-rw"},
                                    {0x0014, "dvd-rw"},
                                    {0x0015, "dvd-r-dl"},
                                    {0x0016, "dvd-r-dl"},
                                    {0x001A, "dvd+rw"},
                                    {0x001B, "dvd+r"},
                                    {0x002B, "dvd+r-dl"},
                                    {0x0040, "bd-rom"},
                                    {0x0041, "bd-r"},
                                    {0x0042, "bd-r"},
                                    {0x0043, "bd-re"}}};

}  // namespace

std::optional<std::string> medium_name(std::uint16_t profile) {
  const auto* const found = std::ranges::find(rows, profile, &Row::profile);
  if (found == rows.end()) return std::nullopt;
  return std::string(found->name);
}

}  // namespace conformance::trace
