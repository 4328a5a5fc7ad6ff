// A drive that writes down what passes, as a trace (conformance/trace/README.md).
//
// It records nothing until begin(): what the kernel's drivers ask while a drive appears is no burner's doing. A trace
// that cannot be written never stops the commands, since a burn is worth more than its record; finish() tells. A
// command whose connection failed has no status and is not in the trace.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "conformance/preload/scsi/drive.h"
#include "conformance/trace/writer.h"

namespace conformance::preload::record {

class RecordingDrive final : public scsi::Drive {
 public:
  explicit RecordingDrive(std::unique_ptr<scsi::Drive> inner) : inner_(std::move(inner)) {}

  // Error: one line that names the file and the remedy.
  std::expected<void, std::string> begin(const std::filesystem::path& path, const trace::Header& header);
  // The last line; then the trace gets its name. Error: what could not be written since the beginning.
  std::expected<void, std::string> finish();

  scsi::Answer execute(const scsi::Command& command) override;
  [[nodiscard]] bool is_connected() const override { return inner_->is_connected(); }
  [[nodiscard]] std::uint32_t largest_transfer() const override { return inner_->largest_transfer(); }
  [[nodiscard]] std::uint64_t logical_unit_number() const override { return inner_->logical_unit_number(); }

 private:
  std::expected<void, trace::TraceError> write(const scsi::Command& command, const scsi::Answer& answer);

  std::unique_ptr<scsi::Drive> inner_;
  std::mutex mutex_;  // one command at a time, in the order of the trace
  std::optional<trace::Writer> writer_;
  std::optional<std::string> failure_;
  std::chrono::microseconds origin_{};
  bool has_origin_{};
};

}  // namespace conformance::preload::record
