#include "conformance/trace/text_file.h"

#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace conformance::trace {
namespace {

constexpr std::size_t chunk_bytes = 64U << 10;

std::string system_reason() { return std::strerror(errno); }

}  // namespace

bool is_compressed(const std::filesystem::path& path) { return path.extension() == ".zst"; }

void LineSource::Decompressor::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }
void LineSink::Compressor::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }

std::expected<LineSource, std::string> LineSource::open(const std::filesystem::path& path, std::size_t line_limit) {
  LineSource source;
  std::error_code unknown;  // what cannot be looked at is told by opening it
  if (std::filesystem::is_directory(path, unknown)) return std::unexpected("it is a folder");
  source.file_.reset(std::fopen(path.c_str(), "rbe"));
  if (source.file_ == nullptr) return std::unexpected(system_reason());
  if (is_compressed(path)) source.zstd_.reset(ZSTD_createDCtx());
  source.line_limit_ = line_limit;
  return source;
}

std::expected<std::optional<std::string>, std::string> LineSource::next() {
  while (true) {
    const std::size_t end = text_.find('\n', begin_);
    if (end != std::string::npos) {
      std::string line = text_.substr(begin_, end - begin_);
      begin_ = end + 1;
      return line;
    }
    text_.erase(0, begin_);
    begin_ = 0;
    if (text_.size() > line_limit_) return std::unexpected("a line is longer than any line of a trace");
    if (at_end_) break;
    if (auto filled = fill(); !filled) return std::unexpected(filled.error());
  }
  if (text_.empty()) return std::nullopt;
  return std::exchange(text_, {});
}

std::expected<void, std::string> LineSource::fill() {
  input_.resize(chunk_bytes);
  input_.resize(std::fread(input_.data(), 1, input_.size(), file_.get()));
  if (std::ferror(file_.get()) != 0) return std::unexpected(system_reason());
  at_end_ = input_.empty();
  if (zstd_ != nullptr) return decompress();
  text_.append(input_.begin(), input_.end());
  return {};
}

std::expected<void, std::string> LineSource::decompress() {
  if (at_end_ && frame_is_open_) return std::unexpected("the compressed data ends in the middle");
  ZSTD_inBuffer input{input_.data(), input_.size(), 0};
  while (input.pos < input.size) {
    char space[chunk_bytes];
    ZSTD_outBuffer output{space, sizeof(space), 0};
    const std::size_t result = ZSTD_decompressStream(zstd_.get(), &output, &input);
    if (ZSTD_isError(result) != 0) return std::unexpected(std::string("zstd: ") + ZSTD_getErrorName(result));
    text_.append(space, output.pos);
    frame_is_open_ = result != 0;
    // A small file may expand without bound: the limit holds while expanding, too.
    if (text_.size() > line_limit_ + 64 * chunk_bytes) return std::unexpected("it expands beyond all measure");
  }
  return {};
}

std::expected<LineSink, std::string> LineSink::create(const std::filesystem::path& path, bool compressed) {
  LineSink sink;
  sink.file_.reset(std::fopen(path.c_str(), "wbe"));
  if (sink.file_ == nullptr) return std::unexpected(system_reason());
  if (compressed) sink.zstd_.reset(ZSTD_createCCtx());
  return sink;
}

std::expected<void, std::string> LineSink::write(std::string_view line) {
  if (zstd_ != nullptr) {
    if (auto done = compress(line, false); !done) return done;
    return compress("\n", false);
  }
  const bool is_written =
      std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size() && std::fputc('\n', file_.get()) != EOF;
  if (!is_written) return std::unexpected(system_reason());
  return {};
}

std::expected<void, std::string> LineSink::compress(std::string_view text, bool last) {
  ZSTD_inBuffer input{text.data(), text.size(), 0};
  const ZSTD_EndDirective directive = last ? ZSTD_e_end : ZSTD_e_continue;
  std::size_t remaining = 0;
  do {
    std::uint8_t space[chunk_bytes];
    ZSTD_outBuffer output{space, sizeof(space), 0};
    remaining = ZSTD_compressStream2(zstd_.get(), &output, &input, directive);
    if (ZSTD_isError(remaining) != 0) return std::unexpected(std::string("zstd: ") + ZSTD_getErrorName(remaining));
    if (auto done = put({space, output.pos}); !done) return done;
  } while (input.pos < input.size || (last && remaining != 0));
  return {};
}

std::expected<void, std::string> LineSink::put(base::Bytes bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return std::unexpected(system_reason());
  return {};
}

std::expected<void, std::string> LineSink::close() {
  if (zstd_ != nullptr) {
    if (auto done = compress({}, true); !done) return done;
  }
  if (std::fclose(file_.release()) != 0) return std::unexpected(system_reason());
  return {};
}

}  // namespace conformance::trace
