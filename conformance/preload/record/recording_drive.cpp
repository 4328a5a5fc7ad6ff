#include "conformance/preload/record/recording_drive.h"

#include "conformance/trace/usual_masks.h"

namespace conformance::preload::record {

std::expected<void, std::string> RecordingDrive::begin(const std::filesystem::path& path, const trace::Header& header) {
  auto writer = trace::Writer::create(path, header);
  if (!writer) return std::unexpected(writer.error().text);
  const std::scoped_lock lock(mutex_);
  writer_ = std::move(*writer);
  return {};
}

std::expected<void, std::string> RecordingDrive::finish() {
  const std::scoped_lock lock(mutex_);
  if (failure_) return std::unexpected(*failure_);
  if (!writer_) return {};
  const auto finished = writer_->finish();
  writer_.reset();
  if (!finished) return std::unexpected(finished.error().text);
  return {};
}

scsi::Answer RecordingDrive::execute(const scsi::Command& command) {
  const std::scoped_lock lock(mutex_);
  scsi::Answer answer = inner_->execute(command);
  if (!writer_ || answer.host != scsi::HostStatus::ok) return answer;
  if (const auto written = write(command, answer); !written) {
    failure_ = written.error().text;
    writer_.reset();
  }
  return answer;
}

std::expected<void, trace::TraceError> RecordingDrive::write(const scsi::Command& command, const scsi::Answer& answer) {
  if (!has_origin_) origin_ = answer.start;
  has_origin_ = true;
  const bool writes = command.direction == scsi::Direction::to_drive;
  auto out = writer_->keep(writes ? command.data_out : base::Bytes{});
  if (!out) return std::unexpected(out.error());
  auto in = writer_->keep(answer.data_in);
  if (!in) return std::unexpected(in.error());
  return writer_->add(
      {.cdb = command.cdb,
       .expected = command.direction == scsi::Direction::from_drive ? command.room : 0,
       .out = std::move(*out),
       .in = std::move(*in),
       .status = answer.status,
       .sense = answer.sense,
       .start = answer.start - origin_,
       .duration = answer.duration,
       .masks = answer.status == 0 ? trace::usual_masks(command.cdb, answer.data_in) : std::vector<trace::Mask>{}});
}

}  // namespace conformance::preload::record
