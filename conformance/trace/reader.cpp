#include "conformance/trace/reader.h"

#include <fmt/format.h>

#include "conformance/trace/line.h"

namespace conformance::trace {
namespace {

constexpr std::string_view give_a_trace = "give one that bbburn --record, bbrun --record or bbcheck record wrote";

}  // namespace

Reader::Reader(std::filesystem::path path, LineSource lines, Limits limits)
    : path_(std::move(path)), lines_(std::move(lines)), limits_(limits) {}

TraceError Reader::error(std::string_view text) const {
  return {TraceError::Kind::bad_input, fmt::format("{}: {}", path_.string(), text)};
}

std::expected<Reader, TraceError> Reader::open(const std::filesystem::path& path, Limits limits) {
  auto lines = LineSource::open(path, limits.line_bytes);
  if (!lines) {
    return std::unexpected(
        TraceError{TraceError::Kind::bad_input,
                   fmt::format("{}: the trace cannot be read: {}; {}", path.string(), lines.error(), give_a_trace)});
  }
  Reader reader(path, *std::move(lines), limits);
  auto first = reader.lines_.next();
  const auto no_trace = [&](std::string_view why) {
    return std::unexpected(reader.error(fmt::format("not a trace: {}; {}", why, give_a_trace)));
  };
  if (!first) return no_trace(first.error());
  if (!*first) return no_trace("it is empty");
  auto line = decode(**first, limits);
  if (!line) {
    return std::unexpected(reader.error(
        fmt::format("not a trace this program reads: {}; {}, or use a newer bbcheck", line.error(), give_a_trace)));
  }
  const auto* header = std::get_if<Header>(&*line);
  if (header == nullptr) return no_trace("its first line is not a header");
  reader.header_ = *header;
  reader.line_number_ = 1;
  return reader;
}

std::expected<std::optional<Exchange>, TraceError> Reader::next() {
  if (is_finished_) return std::nullopt;
  ++line_number_;
  auto text = lines_.next();
  if (!text)
    return std::unexpected(error(fmt::format("damaged at line {}: {}; record it again", line_number_, text.error())));
  if (!*text) {
    return std::unexpected(
        error(fmt::format("truncated after {} exchanges: the end line is missing; record it again", count_)));
  }
  auto line = decode(**text, limits_);
  if (!line)
    return std::unexpected(error(fmt::format("line {} is wrong: {}; record it again", line_number_, line.error())));
  if (auto* exchange = std::get_if<Exchange>(&*line)) {
    ++count_;
    return std::move(*exchange);
  }
  const auto* last = std::get_if<End>(&*line);
  if (last == nullptr)
    return std::unexpected(
        error(fmt::format("line {} is a second header; record each trace into a file of its own", line_number_)));
  if (auto ended = end(last->count); !ended) return std::unexpected(ended.error());
  return std::nullopt;
}

std::expected<void, TraceError> Reader::end(std::uint64_t count) {
  is_finished_ = true;
  if (count != count_) {
    return std::unexpected(
        error(fmt::format("damaged: it holds {} exchanges and its end says {}; record it again", count_, count)));
  }
  auto more = lines_.next();
  if (!more) return std::unexpected(error(fmt::format("damaged after its end: {}; record it again", more.error())));
  if (*more) return std::unexpected(error("goes on after its end line; record each trace into a file of its own"));
  return {};
}

std::expected<Summary, TraceError> check(const std::filesystem::path& path, Limits limits) {
  auto reader = Reader::open(path, limits);
  if (!reader) return std::unexpected(reader.error());
  while (true) {
    auto exchange = reader->next();
    if (!exchange) return std::unexpected(exchange.error());
    if (!*exchange) return Summary{reader->header(), reader->count()};
  }
}

}  // namespace conformance::trace
