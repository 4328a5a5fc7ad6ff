// Whether two names mean one file. An output under the name of another file would replace it.
#pragma once

#include <filesystem>

namespace base {

// Where a file of this name is or will be: links are followed, also to what is not there yet.
[[nodiscard]] std::filesystem::path place_of(const std::filesystem::path& name);

// By whatever spelling or link; hard links are one file in two places.
[[nodiscard]] bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other);

}  // namespace base
