// Who answers for which failure, and until when. fixtures/schemas/waivers.schema.json describes the file.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/report/result.h"

namespace conformance::runner {

// {"waivers": [{"id", "owner", "reason", "expiry"}]}; all four are texts and none is empty. The error says which is
// not.
[[nodiscard]] std::expected<std::vector<report::Waiver>, std::string> parse_waivers(std::string_view text);

}  // namespace conformance::runner
