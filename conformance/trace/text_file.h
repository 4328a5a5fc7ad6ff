// Lines of a text file, compressed with zstd where the name ends in .zst; never more than a line in memory.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "conformance/trace/content_source.h"
#include "emulator/base/bytes.h"

struct ZSTD_CCtx_s;

namespace conformance::trace {

class LineSource {
 public:
  // The error is the system's reason.
  [[nodiscard]] static std::expected<LineSource, std::string> open(const std::filesystem::path& path,
                                                                   std::size_t line_limit);
  // The next line without its end, nothing at the end of the file. A last line without an end counts as a line.
  [[nodiscard]] std::expected<std::optional<std::string>, std::string> next();

 private:
  LineSource(ContentSource content, std::size_t line_limit) : content_(std::move(content)), line_limit_(line_limit) {}

  ContentSource content_;
  std::string text_;
  std::size_t begin_{};
  std::size_t line_limit_;
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
