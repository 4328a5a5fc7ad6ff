#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "driver/burn/read_out.h"
#include "driver/cli/commands.h"
#include "driver/cli/display.h"
#include "driver/cli/drive_session.h"
#include "driver/cli/extent.h"
#include "driver/cli/named_files.h"
#include "driver/cli/output_file.h"
#include "driver/image/temporary_file.h"

namespace driver::cli {
namespace {

class FileSink final : public burn::BlockSink {
 public:
  explicit FileSink(image::TemporaryFile& file) : file_(file) {}
  bool take(base::Bytes blocks) override { return file_.write(blocks); }

 private:
  image::TemporaryFile& file_;
};

Result copy(const ReadOptions& options, DriveSession& session, const Extent& extent, const Output& output) {
  // Beside the output, so that renaming is one step; without a name where that is possible, so that nothing is left.
  image::TemporaryFile file{options.output};
  if (!file.is_open()) return std::unexpected(cannot_write(options.output, file.reason()));
  FileSink sink{file};
  const HeldSignals signals;
  Display display{output, session.clock(), &signals};
  session.device().listen(&display);
  const auto outcome = burn::read_out(
      session.device(), {.range = extent.range, .per_command = session.blocks_per_read(), .run_out = extent.run_out},
      sink, display);
  session.device().listen(nullptr);
  display.end_bar();
  if (!outcome) return std::unexpected(failure_of(outcome.error()));
  if (outcome->was_cancelled) {
    return std::unexpected(Failure{ExitCode::judged_and_failed, fmt::format("stopped by a signal, {} was not written; "
                                                                            "read it again",
                                                                            options.output)});
  }
  if (outcome->sink_failed || !file.commit()) return std::unexpected(cannot_write(options.output, file.reason()));
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
  const auto extent = extent_of(*facts, options.which);
  if (!extent) return std::unexpected(extent.error());
  return copy(options, session, *extent, Output{options.drive.form});
}

}  // namespace

Result read(const ReadOptions& options) {
  std::vector<NamedFile> outputs = files_of_record(options.drive.record);
  outputs.push_back({"-o", options.output});
  if (auto checked = check_outputs(outputs, {}); !checked) return checked;
  auto session = DriveSession::open(options.drive, "bbburn read");
  if (!session) return std::unexpected(session.error());
  return (*session)->close(read_with(options, **session));
}

}  // namespace driver::cli
