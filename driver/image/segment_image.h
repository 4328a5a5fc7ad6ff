// An image that is a list of segments, and the image that a file is.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <vector>

#include "driver/image/image.h"

namespace driver::image {

class SegmentImage final : public Image {
 public:
  // The bytes that the sizes leave of the last block are zeros.
  explicit SegmentImage(std::vector<Segment> segments);
  ~SegmentImage() override;
  SegmentImage(const SegmentImage&) = delete;
  SegmentImage& operator=(const SegmentImage&) = delete;

  [[nodiscard]] base::BlockCount size() const override { return size_; }
  [[nodiscard]] const std::vector<Segment>& segments() const override { return segments_; }
  // A file that has become shorter, has gone or cannot be read is an error that names it, never a shift of data.
  std::expected<void, ImageError> read(base::BlockCount first, base::MutableBytes out) override;

 private:
  std::expected<void, ImageError> read_file(const FileExtent& extent, std::uint64_t offset, base::MutableBytes out);

  std::vector<Segment> segments_;
  std::vector<std::uint64_t> starts_;  // of the segments, in bytes
  base::BlockCount size_;
  std::string open_path_;  // the file read last stays open: images are read in order
  int open_file_{-1};
};

// The bytes of a file, padded with zeros to a whole block. The error says why the file cannot be one.
[[nodiscard]] std::expected<std::unique_ptr<Image>, ImageError> open_image_file(const std::filesystem::path& file);

// Writes the image to `file`, by way of a temporary beside it, so that `file` is either untouched or whole.
[[nodiscard]] std::expected<void, ImageError> write_image_file(Image& image, const std::filesystem::path& file);

}  // namespace driver::image
