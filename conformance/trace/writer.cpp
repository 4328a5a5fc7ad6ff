#include "conformance/trace/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "conformance/trace/line.h"
#include "conformance/trace/payload.h"
#include "emulator/base/replaceable.h"
#include "emulator/base/utf_8.h"

namespace conformance::trace {
namespace {

std::filesystem::path with_ending(const std::filesystem::path& path, std::string_view ending) {
  return path.string() + std::string(ending);
}

TraceError unwritable(const std::filesystem::path& path, std::string_view reason) {
  return {TraceError::Kind::unwritable,
          fmt::format("{}: cannot be written: {}; choose another place", path.string(), reason)};
}

}  // namespace

Writer::Partial::~Partial() {
  std::error_code ignored;
  if (!path.empty()) std::filesystem::remove(path, ignored);
}

Writer::Writer(std::filesystem::path path, LineSink lines)
    : path_(std::move(path)), data_path_(with_ending(path_, ".data")), lines_(std::move(lines)) {}

TraceError Writer::error(std::string_view reason) const { return unwritable(path_, reason); }

std::expected<Writer, TraceError> Writer::create(const std::filesystem::path& path, const Header& header) {
  const auto target = base::replaceable(path);
  if (!target) return std::unexpected(unwritable(path, target.error()));
  // The trace names its data file, in JSON.
  if (!base::is_utf_8(target->filename().string())) {
    return std::unexpected(unwritable(path, "its name is not UTF-8, as those in a trace are"));
  }
  const std::filesystem::path partial = with_ending(*target, ".partial");
  auto lines = LineSink::create(partial, is_compressed(*target));
  if (!lines) return std::unexpected(unwritable(path, lines.error()));
  Writer writer(*target, *std::move(lines));
  writer.partial_trace_ = std::make_unique<Partial>(partial);
  if (auto written = writer.write(encode(header)); !written) return std::unexpected(written.error());
  return writer;
}

std::expected<void, TraceError> Writer::write(std::string_view line) {
  if (auto written = lines_.write(line); !written) return std::unexpected(error(written.error()));
  return {};
}

std::expected<std::optional<Payload>, TraceError> Writer::keep(base::Bytes bytes) {
  if (bytes.empty()) return std::nullopt;
  if (bytes.size() <= limits_.hex_bytes) return HexPayload{{bytes.begin(), bytes.end()}};
  if (std::ranges::all_of(bytes, [&](auto byte) { return byte == bytes.front(); })) {
    return FillPayload{bytes.front(), bytes.size()};
  }
  DigestPayload payload{bytes.size(), sha256(bytes), {}};
  auto place = store(payload.sha256, bytes);
  if (!place) return std::unexpected(place.error());
  payload.from = *std::move(place);
  return payload;
}

std::expected<DataPlace, TraceError> Writer::store(const Sha256& digest, base::Bytes bytes) {
  const std::string name = data_path_.filename().string();
  if (const auto known = kept_.find(digest); known != kept_.end()) return DataPlace{name, known->second};
  if (data_ == nullptr) {
    if (auto opened = open_data(); !opened) return std::unexpected(opened.error());
  }
  if (std::fwrite(bytes.data(), 1, bytes.size(), data_.get()) != bytes.size()) {
    return std::unexpected(error(std::strerror(errno)));
  }
  const std::uint64_t offset = data_bytes_;
  data_bytes_ += bytes.size();
  kept_.emplace(digest, offset);
  return DataPlace{name, offset};
}

std::expected<void, TraceError> Writer::open_data() {
  auto partial = std::make_unique<Partial>(with_ending(data_path_, ".partial"));
  data_.reset(std::fopen(partial->path.c_str(), "wbe"));
  if (data_ == nullptr) {
    partial->path.clear();
    return std::unexpected(error(std::strerror(errno)));
  }
  partial_data_ = std::move(partial);
  return {};
}

std::expected<void, TraceError> Writer::add(const Exchange& exchange) {
  ++count_;
  return write(encode(exchange));
}

std::expected<void, TraceError> Writer::finish() {
  if (auto written = write(encode(End{count_})); !written) return written;
  if (auto closed = lines_.close(); !closed) return std::unexpected(error(closed.error()));
  if (data_ != nullptr && std::fclose(data_.release()) != 0) return std::unexpected(error(std::strerror(errno)));
  std::error_code failure;
  // The data first: a trace that has its name finds its payloads.
  if (partial_data_ != nullptr) std::filesystem::rename(partial_data_->path, data_path_, failure);
  if (!failure) std::filesystem::rename(partial_trace_->path, path_, failure);
  if (failure) return std::unexpected(error(failure.message()));
  if (partial_data_ != nullptr) partial_data_->path.clear();
  partial_trace_->path.clear();
  return {};
}

}  // namespace conformance::trace
