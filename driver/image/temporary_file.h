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
  // In the folder of `target`.
  explicit TemporaryFile(std::filesystem::path target, Kind kind = Kind::nameless_if_possible);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  // -1 when it could not be made; errno says why.
  [[nodiscard]] int descriptor() const { return file_; }
  // Appends; false with errno set.
  [[nodiscard]] bool write(base::Bytes bytes) const;
  // Puts it in its target's place, which is replaced; false with errno set.
  [[nodiscard]] bool commit();

 private:
  void make_named();
  bool link_nameless();

  std::filesystem::path target_;
  std::string name_;  // of the file that is not yet the target; empty while it has none
  int file_{-1};
};

}  // namespace driver::image
