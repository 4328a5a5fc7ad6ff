// A folder of bbrun's own that is gone when bbrun ends.
#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace conformance::preload::program {

class TemporaryFolder {
 public:
  // Makes it in $TMPDIR or /tmp, for this user alone. Error: one line that names the folder and the remedy.
  static std::expected<TemporaryFolder, std::string> create();
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;  // empty once moved from
};

}  // namespace conformance::preload::program
