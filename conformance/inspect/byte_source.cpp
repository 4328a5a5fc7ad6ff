#include "conformance/inspect/byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace conformance::inspect {

bool MemorySource::read(std::uint64_t offset, base::MutableBytes out) const {
  if (offset > bytes_.size() || out.size() > bytes_.size() - offset) return false;
  std::ranges::copy(bytes_.subspan(offset, out.size()), out.begin());
  return true;
}

std::expected<FileSource, std::string> FileSource::open(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return std::unexpected(fmt::format("{}; name a readable image file", std::strerror(errno)));
  struct stat status{};
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(descriptor);
    return std::unexpected("not a file; name an image file");
  }
  return FileSource{descriptor, static_cast<std::uint64_t>(status.st_size)};
}

FileSource::FileSource(FileSource&& other) noexcept : file_(std::exchange(other.file_, -1)), size_(other.size_) {}

FileSource::~FileSource() {
  if (file_ >= 0) close(file_);
}

bool FileSource::read(std::uint64_t offset, base::MutableBytes out) const {
  if (offset > size_ || out.size() > size_ - offset) return false;
  while (!out.empty()) {
    const ssize_t got = pread(file_, out.data(), out.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    offset += static_cast<std::uint64_t>(got);
    out = out.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

}  // namespace conformance::inspect
