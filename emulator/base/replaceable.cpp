#include "emulator/base/replaceable.h"

#include <system_error>

namespace base {

namespace fs = std::filesystem;

std::expected<fs::path, std::string> replaceable(const fs::path& path) {
  if (path.empty()) return std::unexpected("it has no name");
  std::error_code failure;
  const fs::file_status there = fs::status(path, failure);
  if (fs::is_directory(there)) return std::unexpected("it is a folder");
  if (fs::exists(there) && !fs::is_regular_file(there)) return std::unexpected("neither new nor a file");
  // What cannot be looked at is left to whoever opens it.
  const fs::path target = fs::weakly_canonical(path, failure);
  return failure ? path : target;
}

}  // namespace base
