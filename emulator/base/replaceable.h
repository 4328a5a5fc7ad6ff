// Where a file that is written under another name gets its own in the end.
#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace base {

// `path` with its links followed, so that a link keeps pointing to what is written. The error says what stands there
// that must not go: renaming a file to the name of a device, a folder or a pipe would replace it.
[[nodiscard]] std::expected<std::filesystem::path, std::string> replaceable(const std::filesystem::path& path);

}  // namespace base
