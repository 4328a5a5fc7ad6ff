#include "driver/burn/verify.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "driver/cli/commands.h"
#include "driver/cli/display.h"
#include "driver/cli/drive_session.h"
#include "driver/cli/extent.h"
#include "driver/image/segment_image.h"

namespace driver::cli {
namespace {

Result compare_with(const VerifyOptions& options, DriveSession& session, image::Image& image) {
  const Output output{options.drive.form};
  const auto facts = session.discover();
  if (!facts) return std::unexpected(facts.error());
  const auto extent = session_extent(*facts, options.session);
  if (!extent) return std::unexpected(extent.error());
  const base::Lba start = extent->range.first;
  if (image.size() > extent->range.count) {
    output.event("different", {{"start", start.value}, {"blocks", extent->range.count.value}});
    return std::unexpected(
        Failure{ExitCode::judged_and_failed,
                fmt::format("the session has {} blocks, the image {}; compare with another session or "
                            "image",
                            extent->range.count.value, image.size().value)});
  }
  Display display{output, session.clock(), nullptr};
  session.device().listen(&display);
  const base::BlockCount per_command{static_cast<std::int64_t>(session.device().largest_transfer()) /
                                     base::block_bytes};
  const auto compared = burn::compare(session.device(), image, {.first = start, .per_command = per_command}, display);
  session.device().listen(nullptr);
  if (!compared) {
    return std::unexpected(compared.error().drive ? failure_of(*compared.error().drive)
                                                  : failure_of(*compared.error().source, ExitCode::bad_input_file));
  }
  if (compared->differs_at) {
    output.event("different", {{"start", start.value}, {"at", compared->differs_at->value}});
    return std::unexpected(
        Failure{ExitCode::judged_and_failed,
                fmt::format("the disc differs from {} at address {}, block {} of the image; burn it "
                            "again or compare with another session",
                            options.image, compared->differs_at->value, (*compared->differs_at - start).value)});
  }
  output.event("equal", {{"start", start.value}, {"blocks", image.size().value}});
  output.text(fmt::format("{} blocks from address {} are equal\n", image.size().value, start.value));
  return {};
}

}  // namespace

Result verify(const VerifyOptions& options) {
  const auto image = image::open_image_file(options.image);
  if (!image) return std::unexpected(failure_of(image.error(), ExitCode::bad_input_file));
  auto session = DriveSession::open(options.drive, "bbburn verify");
  if (!session) return std::unexpected(session.error());
  return (*session)->close(compare_with(options, **session, **image));
}

}  // namespace driver::cli
