#include "conformance/runner/data_folder.h"

#include <cstdlib>
#include <system_error>

namespace conformance::runner {

std::filesystem::path data_folder() {
  if (const char* named = std::getenv("BURNBENCH_DATA"); named != nullptr && *named != '\0') return named;
  std::error_code failure;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failure);
  const std::filesystem::path installed = program.parent_path().parent_path() / "share" / "burnbench";
  if (!failure && std::filesystem::is_directory(installed / "fixtures", failure)) return installed;
  return BURNBENCH_SOURCE_DIR;
}

}  // namespace conformance::runner
