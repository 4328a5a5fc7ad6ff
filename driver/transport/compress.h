// Files in zstd's format, as traces may be kept.
#pragma once

#include <filesystem>

namespace driver::transport {

// Whether `from` is now compressed in `to`.
[[nodiscard]] bool compress_file(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace driver::transport
