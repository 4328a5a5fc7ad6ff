// Lines of a text file, compressed with zstd where the name ends in .zst; never more than a line in memory.
#pragma once

#include <cstdio>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/base/bytes.h"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace conformance::trace {

[[nodiscard]] bool is_compressed(const std::filesystem::path& path);

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

class LineSource {
 public:
  // The error is the system's reason.
  [[nodiscard]] static std::expected<LineSource, std::string> open(const std::filesystem::path& path,
                                                                   std::size_t line_limit);
  // The next line without its end, nothing at the end of the file. A last line without an end counts as a line.
  [[nodiscard]] std::expected<std::optional<std::string>, std::string> next();

 private:
  struct Decompressor {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  LineSource() = default;
  std::expected<void, std::string> fill();        // appends to text_ or sets at_end_
  std::expected<void, std::string> decompress();  // the bytes of input_ into text_

  File file_;
  std::unique_ptr<ZSTD_DCtx_s, Decompressor> zstd_;
  base::ByteBuffer input_;
  bool frame_is_open_{};
  std::string text_;
  std::size_t begin_{};
  std::size_t line_limit_{};
  bool at_end_{};
};

class LineSink {
 public:
  // `compressed` rather than the path's ending: a file is written under another name until it is whole.
  [[nodiscard]] static std::expected<LineSink, std::string> create(const std::filesystem::path& path, bool compressed);
  [[nodiscard]] std::expected<void, std::string> write(std::string_view line);
  // Everything to the system; nothing may be written after it.
  [[nodiscard]] std::expected<void, std::string> close();

 private:
  struct Compressor {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  LineSink() = default;
  std::expected<void, std::string> put(base::Bytes bytes);
  std::expected<void, std::string> compress(std::string_view text, bool last);

  File file_;
  std::unique_ptr<ZSTD_CCtx_s, Compressor> zstd_;
};

}  // namespace conformance::trace
