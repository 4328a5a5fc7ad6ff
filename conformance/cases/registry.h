// Every case, from code and from lists, in the order of their ids' groups.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "conformance/cases/case.h"

namespace conformance::cases {

// The cases written in code, a group a function.
[[nodiscard]] std::vector<Case> inquiry_cases();
[[nodiscard]] std::vector<Case> configuration_cases();
[[nodiscard]] std::vector<Case> event_cases();
[[nodiscard]] std::vector<Case> gate_cases();
[[nodiscard]] std::vector<Case> mode_cases();
[[nodiscard]] std::vector<Case> removal_cases();
[[nodiscard]] std::vector<Case> sense_cases();
[[nodiscard]] std::vector<Case> information_cases();
[[nodiscard]] std::vector<Case> reading_cases();
[[nodiscard]] std::vector<Case> writing_cases();
[[nodiscard]] std::vector<Case> track_at_once_cases();
[[nodiscard]] std::vector<Case> iscsi_cases();

// All of them and those of the lists below `folder` (conformance/cases), sorted by id. The error names the file.
[[nodiscard]] std::expected<std::vector<Case>, std::string> all_cases(const std::filesystem::path& folder);

// "INQ-*" with '*' and '?'.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view id);

}  // namespace conformance::cases
