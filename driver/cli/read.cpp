#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "driver/burn/read_out.h"
#include "driver/cli/commands.h"
#include "driver/cli/display.h"
#include "driver/cli/drive_session.h"
#include "driver/cli/extent.h"
#include "driver/image/temporary_file.h"

namespace driver::cli {
namespace {

class FileSink final : public burn::BlockSink {
 public:
  explicit FileSink(const image::TemporaryFile& file) : file_(file) {}
  bool take(base::Bytes blocks) override {
    if (file_.write(blocks)) return true;
    reason_ = errno;
    return false;
  }
  [[nodiscard]] int reason() const { return reason_; }

 private:
  const image::TemporaryFile& file_;
  int reason_{};
};

Failure cannot_write(const std::string& file, int reason) {
  return {ExitCode::output_not_written,
          fmt::format("{} cannot be written: {}; name a file in a folder that you may write to, with room", file,
                      std::strerror(reason))};
}

Result copy(const ReadOptions& options, DriveSession& session, const Extent& extent, const Output& output) {
  // Beside the output, so that renaming is one step; without a name where that is possible, so that nothing is left.
  image::TemporaryFile file{options.output};
  if (file.descriptor() < 0) return std::unexpected(cannot_write(options.output, errno));
  FileSink sink{file};
  const HeldSignals signals;
  Display display{output, session.clock(), &signals};
  session.device().listen(&display);
  const base::BlockCount per_command{static_cast<std::int64_t>(session.device().largest_transfer()) /
                                     base::block_bytes};
  const auto outcome = burn::read_out(
      session.device(), {.range = extent.range, .per_command = per_command, .run_out = extent.run_out}, sink, display);
  session.device().listen(nullptr);
  display.end_bar();
  if (!outcome) return std::unexpected(failure_of(outcome.error()));
  if (outcome->was_cancelled) {
    return std::unexpected(Failure{ExitCode::judged_and_failed, fmt::format("stopped by a signal, {} was not written; "
                                                                            "read it again",
                                                                            options.output)});
  }
  if (outcome->sink_failed) return std::unexpected(cannot_write(options.output, sink.reason()));
  if (!file.commit()) return std::unexpected(cannot_write(options.output, errno));
  output.event(
      "done",
      {{"start", extent.range.first.value}, {"blocks", outcome->blocks.value}, {"left_out", outcome->left_out.value}});
  output.text(fmt::format(
      "{} blocks from address {}{}\n", outcome->blocks.value, extent.range.first.value,
      outcome->left_out.value > 0 ? fmt::format(", {} run-out blocks left out", outcome->left_out.value) : ""));
  return {};
}

Result read_with(const ReadOptions& options, DriveSession& session) {
  const auto facts = session.discover();
  if (!facts) return std::unexpected(facts.error());
  const auto extent = options.track ? track_extent(*facts, *options.track) : session_extent(*facts, options.session);
  if (!extent) return std::unexpected(extent.error());
  return copy(options, session, *extent, Output{options.drive.form});
}

}  // namespace

Result read(const ReadOptions& options) {
  auto session = DriveSession::open(options.drive, "bbburn read");
  if (!session) return std::unexpected(session.error());
  return (*session)->close(read_with(options, **session));
}

}  // namespace driver::cli
