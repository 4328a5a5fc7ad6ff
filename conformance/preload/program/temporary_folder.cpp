#include "conformance/preload/program/temporary_folder.h"

#include <fmt/core.h>
#include <stdlib.h>

#include <utility>

namespace conformance::preload::program {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

std::expected<TemporaryFolder, std::string> TemporaryFolder::create() {
  std::error_code error;
  const fs::path parent = fs::temp_directory_path(error);
  std::string name = (parent / "bbrun-XXXXXX").string();
  if (error || mkdtemp(name.data()) == nullptr) {
    return std::unexpected(fmt::format("{}: no folder can be made there; set TMPDIR to one that can be written",
                                       parent.empty() ? "/tmp" : parent.string()));
  }
  return TemporaryFolder{fs::path(name)};
}

}  // namespace conformance::preload::program
