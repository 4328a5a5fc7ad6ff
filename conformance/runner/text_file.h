// Whole text files that a user names. Errors are the system's reason.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace conformance::runner {

[[nodiscard]] std::expected<std::string, std::string> read_text(const std::string& file);

// Under another name first: the file is whole or untouched.
[[nodiscard]] std::expected<void, std::string> write_text(const std::string& file, std::string_view text);

}  // namespace conformance::runner
