// Bytes by address: what a burn writes, known in size before its first byte. Pure; the same image gives the same bytes.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <variant>
#include <vector>

#include "emulator/base/bytes.h"
#include "emulator/base/units.h"

namespace driver::image {

struct GeneratedBytes {
  base::ByteBuffer bytes;
};
struct FileExtent {
  std::string file;  // a path; not std::filesystem::path, which takes ten times the memory for a million files
  std::uint64_t offset{};
};
struct ZeroBytes {};

// A run of the image, `size` bytes long, that begins where the one before it ended.
struct Segment {
  std::uint64_t size{};
  std::variant<GeneratedBytes, FileExtent, ZeroBytes> source;
};

struct ImageError {
  std::string path;  // the source or target that failed
  std::string text;  // what happened and what to do
};

class Image {
 public:
  virtual ~Image() = default;
  [[nodiscard]] virtual base::BlockCount size() const = 0;
  [[nodiscard]] virtual const std::vector<Segment>& segments() const = 0;
  // Fills `out`, a whole number of blocks, from block `first`. Safe from one thread at a time.
  virtual std::expected<void, ImageError> read(base::BlockCount first, base::MutableBytes out) = 0;
};

}  // namespace driver::image
