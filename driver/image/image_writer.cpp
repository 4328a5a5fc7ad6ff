// write_image_file: the way of an image into a file.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "driver/image/segment_image.h"

namespace driver::image {
namespace {

// A file beside its target that takes the target's name once it is whole, and is gone otherwise.
class Temporary {
 public:
  explicit Temporary(const std::filesystem::path& target) : target_(target), path_(target.string() + ".XXXXXX") {
    file_ = mkostemp(path_.data(), O_CLOEXEC);
  }
  ~Temporary() {
    if (file_ >= 0) close(file_);
    if (file_ >= 0 && !is_committed_) unlink(path_.c_str());
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  [[nodiscard]] int file() const { return file_; }
  [[nodiscard]] const std::filesystem::path& target() const { return target_; }

  // Gives it the permissions of a new file and the target's name; false with errno set.
  bool commit() {
    const mode_t mask = umask(0);
    umask(mask);
    is_committed_ = fchmod(file_, 0666 & ~mask) == 0 && fsync(file_) == 0 &&
                    std::rename(path_.c_str(), target_.c_str()) == 0;
    return is_committed_;
  }

 private:
  std::filesystem::path target_;
  std::string path_;
  int file_{-1};
  bool is_committed_{};
};

bool write_all(int file, base::Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

ImageError cannot_write(const std::filesystem::path& file, int error) {
  return {file.string(),
          fmt::format("cannot be written: {}; name a place with room that you may write to", std::strerror(error))};
}

// Lets the kernel copy what it can of a file's extent, and returns how many bytes that were; the rest goes through
// SegmentImage::read, which also says what is wrong with the source.
std::uint64_t copy_extent(const FileExtent& extent, std::uint64_t size, int target) {
  const int source = open(extent.file.c_str(), O_RDONLY | O_CLOEXEC);
  if (source < 0) return 0;
  std::uint64_t copied = 0;
  auto from = static_cast<off64_t>(extent.offset);
  while (copied < size) {
    const ssize_t got = copy_file_range(source, &from, target, nullptr, size - copied, 0);
    if (got <= 0) break;
    copied += static_cast<std::uint64_t>(got);
  }
  close(source);
  return copied;
}

// Writes the bytes of the image from `begin` to `end` by way of a buffer. Neither need be a block's edge.
std::expected<void, ImageError> write_range(Image& image, std::uint64_t begin, std::uint64_t end, Temporary& target) {
  constexpr std::uint64_t block = base::block_bytes;
  constexpr std::uint64_t chunk = 512 * block;
  base::ByteBuffer buffer(chunk);
  while (begin < end) {
    const std::uint64_t first = begin / block;
    const std::uint64_t skip = begin % block;
    const std::uint64_t bytes = std::min(end - begin, chunk - skip);
    const base::MutableBytes blocks = base::MutableBytes{buffer}.first((skip + bytes + block - 1) / block * block);
    if (auto read = image.read(base::BlockCount{static_cast<std::int64_t>(first)}, blocks); !read) return read;
    if (!write_all(target.file(), blocks.subspan(skip, bytes))) {
      return std::unexpected(cannot_write(target.target(), errno));
    }
    begin += bytes;
  }
  return {};
}

}  // namespace

std::expected<void, ImageError> write_image_file(Image& image, const std::filesystem::path& file) {
  Temporary temporary{file};
  if (temporary.file() < 0) return std::unexpected(cannot_write(file, errno));
  std::uint64_t begin = 0;
  for (const Segment& segment : image.segments()) {
    std::uint64_t copied = 0;
    if (const auto* extent = std::get_if<FileExtent>(&segment.source)) {
      copied = copy_extent(*extent, segment.size, temporary.file());
    }
    if (auto rest = write_range(image, begin + copied, begin + segment.size, temporary); !rest) return rest;
    begin += segment.size;
  }
  const auto whole = static_cast<std::uint64_t>(image.size().value * base::block_bytes);
  if (auto rest = write_range(image, begin, whole, temporary); !rest) return rest;
  if (!temporary.commit()) return std::unexpected(cannot_write(file, errno));
  return {};
}

}  // namespace driver::image
