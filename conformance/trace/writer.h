// Writes a trace and, beside it, the payloads that are too large for a line. Until finish() both stand under the names
// <trace>.partial and <trace>.data.partial, and are removed if it is never called: a trace is whole or absent.
#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <memory>

#include "conformance/trace/exchange.h"
#include "conformance/trace/text_file.h"

namespace conformance::trace {

class Writer {
 public:
  [[nodiscard]] static std::expected<Writer, TraceError> create(const std::filesystem::path& path,
                                                                const Header& header);

  // The bytes as a payload: hex, a fill, or kept in the data file, equal ones once. Nothing for no bytes.
  [[nodiscard]] std::expected<std::optional<Payload>, TraceError> keep(base::Bytes bytes);
  [[nodiscard]] std::expected<void, TraceError> add(const Exchange& exchange);
  // The end line; then the files get their names.
  [[nodiscard]] std::expected<void, TraceError> finish();

 private:
  // Removes files on the way out unless they have got their names.
  struct Partial {
    std::filesystem::path path;
    ~Partial();
  };
  Writer(std::filesystem::path path, LineSink lines);
  [[nodiscard]] TraceError error(std::string_view reason) const;
  [[nodiscard]] std::expected<DataPlace, TraceError> store(const Sha256& digest, base::Bytes bytes);
  [[nodiscard]] std::expected<void, TraceError> open_data();
  [[nodiscard]] std::expected<void, TraceError> write(std::string_view line);

  std::filesystem::path path_;
  std::filesystem::path data_path_;
  std::unique_ptr<Partial> partial_trace_;
  std::unique_ptr<Partial> partial_data_;
  LineSink lines_;
  File data_;
  std::uint64_t data_bytes_{};
  std::map<Sha256, std::uint64_t> kept_;
  Limits limits_;
  std::uint64_t count_{};
};

}  // namespace conformance::trace
