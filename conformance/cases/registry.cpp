#include "conformance/cases/registry.h"

#include <algorithm>
#include <iterator>

#include "conformance/cases/listed_cases.h"

namespace conformance::cases {

std::expected<std::vector<Case>, std::string> all_cases(const std::filesystem::path& folder) {
  auto all = read_listed_cases(folder);
  if (!all) return all;
  for (auto* const group :
       {inquiry_cases, configuration_cases, event_cases, gate_cases, mode_cases, removal_cases, sense_cases,
        information_cases, reading_cases, writing_cases, track_at_once_cases, iscsi_cases}) {
    std::ranges::move(group(), std::back_inserter(*all));
  }
  std::ranges::sort(*all, std::less<>{}, [](const Case& one) -> const std::string& { return one.header.id; });
  return all;
}

bool matches_pattern(std::string_view pattern, std::string_view id) {
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  std::size_t p = 0;
  std::size_t i = 0;
  while (i < id.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = i;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == id[i])) {
      ++p;
      ++i;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace conformance::cases
