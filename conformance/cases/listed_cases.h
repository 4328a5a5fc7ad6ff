// Cases that are lists of commands and permitted outcomes, as data. fixtures/schemas/cases.schema.json describes the
// files.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/cases/case.h"

namespace conformance::cases {

class Judge;

// The cases of one file's text. The error says which case is wrong, and how.
[[nodiscard]] std::expected<std::vector<Case>, std::string> parse_listed_cases(std::string_view text);
// Those of every *.json below the folder.
[[nodiscard]] std::expected<std::vector<Case>, std::string> read_listed_cases(const std::filesystem::path& folder);

void run_listed(const ListedCase& steps, Judge& judge);

}  // namespace conformance::cases
