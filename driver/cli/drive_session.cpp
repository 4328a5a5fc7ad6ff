#include "driver/cli/drive_session.h"

#include <fmt/core.h>

#include "driver/drive/subject.h"
#include "driver/transport/open.h"

namespace driver::cli {

std::expected<std::unique_ptr<DriveSession>, Failure> DriveSession::open(const DriveOptions& options,
                                                                         const std::string& purpose) {
  std::unique_ptr<DriveSession> session{new DriveSession};
  auto transport = transport::open_drive(options.drive, session->clock_);
  if (!transport) return std::unexpected(failure_of(transport.error()));
  session->transport_ = *std::move(transport);
  session->device_.emplace(*session->transport_, session->clock_);
  if (options.record.empty()) return session;

  auto subject = drive::trace_subject(*session->device_);
  if (!subject) return std::unexpected(failure_of(subject.error()));
  subject->provenance = options.provenance;
  subject->comment = purpose;
  auto recorder = transport::Recorder::begin(options.record, *subject, *session->transport_, session->clock_);
  if (!recorder) {
    return std::unexpected(
        Failure{ExitCode::output_not_written, recorder.error() + "; name a file in a folder that you may write to"});
  }
  session->recorder_ = *std::move(recorder);
  session->device_.emplace(*session->recorder_, session->clock_);
  return session;
}

std::expected<drive::Facts, Failure> DriveSession::discover() {
  auto facts = drive::discover(*device_);
  if (!facts) return std::unexpected(failure_of(facts.error()));
  return *std::move(facts);
}

base::BlockCount DriveSession::blocks_per_read() const {
  return base::BlockCount{static_cast<std::int64_t>(device_->largest_transfer()) / base::block_bytes};
}

std::expected<void, Failure> DriveSession::close(std::expected<void, Failure> result) {
  if (!recorder_) return result;
  const auto finished = recorder_->finish();
  if (finished || !result) return result;
  return std::unexpected(Failure{ExitCode::output_not_written,
                                 finished.error() + "; the trace is not complete, record again where there is room"});
}

}  // namespace driver::cli
