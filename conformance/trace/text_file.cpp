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

void LineSink::Compressor::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }

std::expected<LineSource, std::string> LineSource::open(const std::filesystem::path& path, std::size_t line_limit) {
  auto content = ContentSource::open(path);
  if (!content) return std::unexpected(content.error());
  return LineSource(*std::move(content), line_limit);
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
    const auto chunk = content_.next();
    if (!chunk) return std::unexpected(chunk.error());
    at_end_ = chunk->empty();
    text_.append(chunk->begin(), chunk->end());
  }
  if (text_.empty()) return std::nullopt;
  return std::exchange(text_, {});
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
