#include "conformance/trace/content_source.h"

#include <zstd.h>

#include <cerrno>
#include <cstring>

namespace conformance::trace {
namespace {

constexpr std::size_t chunk_bytes = 64U << 10;

std::string system_reason() { return std::strerror(errno); }

}  // namespace

bool is_compressed(const std::filesystem::path& path) { return path.extension() == ".zst"; }

void ContentSource::Decompressor::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

std::expected<ContentSource, std::string> ContentSource::open(const std::filesystem::path& path) {
  ContentSource source;
  std::error_code unknown;  // what cannot be looked at is told by opening it
  if (std::filesystem::is_directory(path, unknown)) return std::unexpected("it is a folder");
  source.file_.reset(std::fopen(path.c_str(), "rbe"));
  if (source.file_ == nullptr) return std::unexpected(system_reason());
  if (is_compressed(path)) source.zstd_.reset(ZSTD_createDCtx());
  return source;
}

std::expected<base::Bytes, std::string> ContentSource::next() {
  if (zstd_ == nullptr) {
    if (auto filled = fill(); !filled) return std::unexpected(filled.error());
    return base::Bytes(input_);
  }
  output_.resize(chunk_bytes);
  while (true) {
    if (used_ == input_.size()) {
      if (auto filled = fill(); !filled) return std::unexpected(filled.error());
      if (input_.empty() && frame_is_open_) return std::unexpected("the compressed data ends in the middle");
      if (input_.empty()) return base::Bytes();
    }
    ZSTD_inBuffer input{input_.data(), input_.size(), used_};
    ZSTD_outBuffer output{output_.data(), output_.size(), 0};
    const std::size_t result = ZSTD_decompressStream(zstd_.get(), &output, &input);
    if (ZSTD_isError(result) != 0) return std::unexpected(std::string("zstd: ") + ZSTD_getErrorName(result));
    used_ = input.pos;
    frame_is_open_ = result != 0;
    if (output.pos != 0) return base::Bytes(output_).first(output.pos);
  }
}

std::expected<void, std::string> ContentSource::fill() {
  input_.resize(chunk_bytes);
  input_.resize(std::fread(input_.data(), 1, input_.size(), file_.get()));
  if (std::ferror(file_.get()) != 0) return std::unexpected(system_reason());
  used_ = 0;
  return {};
}

}  // namespace conformance::trace
