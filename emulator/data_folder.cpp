#include "emulator/data_folder.h"

#include <cstdlib>
#include <system_error>

namespace emulator {

std::filesystem::path data_folder() {
  if (const char* named = std::getenv("BURNBENCH_DATA"); named != nullptr && *named != '\0') return named;
  std::error_code failed;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (!failed) {
    const std::filesystem::path installed = program.parent_path().parent_path() / "share" / "burnbench";
    if (std::filesystem::is_directory(installed / "profiles", failed)) return installed;
  }
  return BURNBENCH_SOURCE_DIR;
}

}  // namespace emulator
