// write_image_file: the way of an image into a file.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "driver/image/segment_image.h"
#include "driver/image/temporary_file.h"

namespace driver::image {
namespace {

// Below this size a read and a write cost less than opening the file for the kernel to copy. Assumed.
constexpr std::uint64_t least_kernel_copy = 1 << 20;

std::unexpected<ImageError> cannot_write(const std::filesystem::path& file, std::string_view reason) {
  return std::unexpected(ImageError{
      file.string(), fmt::format("cannot be written: {}; name a place with room that you may write to", reason)});
}

// Lets the kernel copy what it can of a file's extent, and returns how many bytes that were; the rest goes through
// Image::read, which also says what is wrong with the source.
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

// What of an image is in the file so far.
class ImageCopy {
 public:
  ImageCopy(Image& image, const std::filesystem::path& target) : image_(image), target_(target) {}

  // By way of a buffer up to byte `end`; need not be a block's edge.
  std::expected<void, ImageError> read_up_to(std::uint64_t end, TemporaryFile& file) {
    constexpr std::uint64_t block = base::block_bytes;
    while (position_ < end) {
      const std::uint64_t skip = position_ % block;
      const std::uint64_t bytes = std::min(end - position_, buffer_.size() - skip);
      const auto blocks = base::MutableBytes{buffer_}.first((skip + bytes + block - 1) / block * block);
      const auto first = static_cast<std::int64_t>(position_ / block);
      if (auto read = image_.read(base::BlockCount{first}, blocks); !read) return read;
      if (!file.write(blocks.subspan(skip, bytes))) return cannot_write(target_, file.reason());
      position_ += bytes;
    }
    return {};
  }

  // As much of an extent, which begins here, as the kernel copies.
  void copy_extent_here(const FileExtent& extent, std::uint64_t size, TemporaryFile& file) {
    position_ += copy_extent(extent, size, file.descriptor());
  }

 private:
  Image& image_;
  const std::filesystem::path& target_;
  std::uint64_t position_{};
  base::ByteBuffer buffer_ = base::ByteBuffer(512 * base::block_bytes);
};

std::expected<void, ImageError> copy_image(Image& image, const std::filesystem::path& target, TemporaryFile& file) {
  ImageCopy copy{image, target};
  std::uint64_t begin = 0;
  for (const Segment& segment : image.segments()) {
    const auto* extent = std::get_if<FileExtent>(&segment.source);
    if (extent != nullptr && segment.size >= least_kernel_copy) {
      if (auto before = copy.read_up_to(begin, file); !before) return before;
      copy.copy_extent_here(*extent, segment.size, file);
    }
    begin += segment.size;
  }
  return copy.read_up_to(static_cast<std::uint64_t>(image.size().value * base::block_bytes), file);
}

}  // namespace

std::expected<void, ImageError> write_image_file(Image& image, const std::filesystem::path& file) {
  TemporaryFile temporary{file};
  if (!temporary.is_open()) return cannot_write(file, temporary.reason());
  if (auto copied = copy_image(image, file, temporary); !copied) return copied;
  if (!temporary.commit()) return cannot_write(file, temporary.reason());
  return {};
}

}  // namespace driver::image
