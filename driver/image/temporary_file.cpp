#include "driver/image/temporary_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "emulator/base/replaceable.h"

namespace driver::image {
namespace {

// Names are tried until one is free; so many are taken only if something else is wrong.
constexpr int name_tries = 100;

// The process and a number tell apart what several programs make in one folder. Short, so that it fits where the
// target's name fits.
std::string name_beside(const std::filesystem::path& target, int number) {
  return (target.parent_path() / fmt::format(".burnbench-{}-{}", getpid(), number)).string();
}

}  // namespace

TemporaryFile::TemporaryFile(const std::filesystem::path& target, Kind kind) {
  auto place = base::replaceable(target);
  if (!place) {
    reason_ = std::move(place).error();
    return;
  }
  target_ = *std::move(place);
  open_in(target_.has_parent_path() ? target_.parent_path() : ".", kind);
  if (file_ < 0) has_failed();
}

void TemporaryFile::open_in(const std::filesystem::path& folder, Kind kind) {
  // Giving a nameless file its name needs /proc (open(2), O_TMPFILE).
  if (kind == Kind::nameless_if_possible && access("/proc/self/fd", X_OK) == 0) {
    file_ = open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  }
  if (file_ < 0) make_named();
}

bool TemporaryFile::has_failed() {
  reason_ = std::strerror(errno);
  return false;
}

TemporaryFile::~TemporaryFile() {
  if (file_ >= 0) close(file_);
  if (!name_.empty()) unlink(name_.c_str());
}

void TemporaryFile::make_named() {
  for (int number = 0; number < name_tries; ++number) {
    std::string name = name_beside(target_, number);
    file_ = open(name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (file_ >= 0) name_ = std::move(name);
    if (file_ >= 0 || errno != EEXIST) break;
  }
}

bool TemporaryFile::link_nameless() {
  const std::string here = fmt::format("/proc/self/fd/{}", file_);
  for (int number = 0; number < name_tries; ++number) {
    std::string name = name_beside(target_, number);
    if (linkat(AT_FDCWD, here.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      name_ = std::move(name);
      return true;
    }
    if (errno != EEXIST) break;
  }
  return false;
}

bool TemporaryFile::write(base::Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return has_failed();
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

bool TemporaryFile::commit() {
  if (!is_open()) return false;
  const bool has_name = fsync(file_) == 0 && (!name_.empty() || link_nameless());
  if (!has_name || std::rename(name_.c_str(), target_.c_str()) != 0) return has_failed();
  name_.clear();
  return true;
}

}  // namespace driver::image
