// A file that takes its target's name once it is whole, and is gone otherwise.
#pragma once

#include <filesystem>
#include <string>

#include "emulator/base/bytes.h"

namespace driver::image {

class TemporaryFile {
 public:
  // Without a name where the file system permits that (O_TMPFILE), so that even a killed program leaves nothing.
  enum class Kind { nameless_if_possible, named };
  // In the folder of `target`, links followed. A device, a folder or a pipe is no target.
  explicit TemporaryFile(const std::filesystem::path& target, Kind kind = Kind::nameless_if_possible);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  // Whether it could be made. When anything has failed, reason() says why.
  [[nodiscard]] bool is_open() const { return file_ >= 0; }
  [[nodiscard]] const std::string& reason() const { return reason_; }
  [[nodiscard]] int descriptor() const { return file_; }
  // Appends.
  [[nodiscard]] bool write(base::Bytes bytes);
  // Puts it in its target's place, which is replaced.
  [[nodiscard]] bool commit();

 private:
  void open_in(const std::filesystem::path& folder, Kind kind);
  void make_named();
  bool link_nameless();
  bool has_failed();  // keeps errno as the reason

  std::filesystem::path target_;
  std::string name_;  // of the file that is not yet the target; empty while it has none
  std::string reason_;
  int file_{-1};
};

}  // namespace driver::image
