#include "driver/image/segment_image.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace driver::image {

SegmentImage::SegmentImage(std::vector<Segment> segments) : segments_(std::move(segments)) {
  std::uint64_t end = 0;
  starts_.reserve(segments_.size());
  for (const Segment& segment : segments_) {
    starts_.push_back(end);
    end += segment.size;
  }
  size_ = base::ByteCount{static_cast<std::int64_t>(end)}.blocks();
}

SegmentImage::~SegmentImage() {
  if (open_file_ >= 0) close(open_file_);
}

std::expected<void, ImageError> SegmentImage::read(base::BlockCount first, base::MutableBytes out) {
  std::uint64_t position = static_cast<std::uint64_t>(first.value) * base::block_bytes;
  auto next = static_cast<std::size_t>(std::ranges::upper_bound(starts_, position) - starts_.begin());
  while (!out.empty()) {
    if (next == 0 || position >= starts_[next - 1] + segments_[next - 1].size) {
      if (next >= segments_.size()) {
        std::ranges::fill(out, std::uint8_t{0});  // the rest of the last block
        return {};
      }
      ++next;
      continue;
    }
    const Segment& segment = segments_[next - 1];
    const std::uint64_t offset = position - starts_[next - 1];
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(segment.size - offset, out.size()));
    const base::MutableBytes part = out.first(length);
    if (const auto* generated = std::get_if<GeneratedBytes>(&segment.source)) {
      std::ranges::copy(base::Bytes{generated->bytes}.subspan(offset, length), part.begin());
    } else if (const auto* extent = std::get_if<FileExtent>(&segment.source)) {
      if (auto done = read_file(*extent, offset, part); !done) return done;
    } else {
      std::ranges::fill(part, std::uint8_t{0});
    }
    position += length;
    out = out.subspan(length);
  }
  return {};
}

std::expected<void, ImageError> SegmentImage::read_file(const FileExtent& extent, std::uint64_t offset,
                                                        base::MutableBytes out) {
  const auto failed = [&](const char* what) {
    return std::unexpected(ImageError{extent.file, fmt::format("{}; master the tree again", what)});
  };
  if (open_file_ < 0 || open_path_ != extent.file) {
    if (open_file_ >= 0) close(open_file_);
    open_path_ = extent.file;
    open_file_ = open(extent.file.c_str(), O_RDONLY | O_CLOEXEC);
    if (open_file_ < 0) return failed(std::strerror(errno));
  }
  while (!out.empty()) {
    const ssize_t got = pread(open_file_, out.data(), out.size(), static_cast<off_t>(extent.offset + offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(std::strerror(errno));
    if (got == 0) return failed("the file has become shorter since it was mastered");
    offset += static_cast<std::uint64_t>(got);
    out = out.subspan(static_cast<std::size_t>(got));
  }
  return {};
}

std::expected<std::unique_ptr<Image>, ImageError> open_image_file(const std::filesystem::path& file) {
  struct stat status{};
  if (stat(file.c_str(), &status) != 0) {
    return std::unexpected(ImageError{file.string(), fmt::format("{}; name an image file", std::strerror(errno))});
  }
  if (!S_ISREG(status.st_mode)) return std::unexpected(ImageError{file.string(), "not a file; name an image file"});
  if (status.st_size == 0)
    return std::unexpected(ImageError{file.string(), "an empty file is no image; name an image file"});
  if (access(file.c_str(), R_OK) != 0) {
    return std::unexpected(ImageError{file.string(), fmt::format("{}; make it readable", std::strerror(errno))});
  }
  std::vector<Segment> segments;
  segments.push_back({static_cast<std::uint64_t>(status.st_size), FileExtent{file.string(), 0}});
  return std::make_unique<SegmentImage>(std::move(segments));
}

}  // namespace driver::image
