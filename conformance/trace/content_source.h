// The content of a file, decompressed with zstd where the name ends in .zst; never more than a chunk in memory.
#pragma once

#include <cstdio>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>

#include "emulator/base/bytes.h"

struct ZSTD_DCtx_s;

namespace conformance::trace {

[[nodiscard]] bool is_compressed(const std::filesystem::path& path);

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

class ContentSource {
 public:
  // The error is the system's reason.
  [[nodiscard]] static std::expected<ContentSource, std::string> open(const std::filesystem::path& path);
  // The next bytes, none at the end. They are valid until the next call.
  [[nodiscard]] std::expected<base::Bytes, std::string> next();

 private:
  struct Decompressor {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  ContentSource() = default;
  std::expected<void, std::string> fill();  // input_ with what is next in the file, empty at its end

  File file_;
  std::unique_ptr<ZSTD_DCtx_s, Decompressor> zstd_;
  base::ByteBuffer input_;
  std::size_t used_{};  // of input_, by zstd
  bool frame_is_open_{};
  base::ByteBuffer output_;
};

}  // namespace conformance::trace
