#include "driver/burn/verify.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "driver/burn/read_out.h"
#include "driver/cli/commands.h"
#include "driver/cli/display.h"
#include "driver/cli/drive_session.h"
#include "driver/cli/extent.h"
#include "driver/cli/named_files.h"
#include "driver/image/segment_image.h"

namespace driver::cli {
namespace {

// Takes zeros alone: what follows the image in its session is padding.
class ZeroSink final : public burn::BlockSink {
 public:
  bool take(base::Bytes blocks) override {
    const auto place = std::ranges::find_if(blocks, [](std::uint8_t byte) { return byte != 0; });
    zeros_ += base::BlockCount{(place - blocks.begin()) / base::block_bytes};
    return place == blocks.end();
  }
  [[nodiscard]] base::BlockCount zeros() const { return zeros_; }

 private:
  base::BlockCount zeros_{};
};

// The first block behind the image that is not zero. No more than a run-out can hold nothing.
std::expected<std::optional<base::Lba>, Failure> first_beyond(DriveSession& session, const burn::ReadRequest& rest,
                                                              burn::Observer& observer) {
  if (rest.run_out == burn::RunOut::possible && rest.range.count <= burn::run_out_blocks) return std::nullopt;
  ZeroSink sink;
  const auto read = burn::read_out(session.device(), rest, sink, observer);
  if (!read) return std::unexpected(failure_of(read.error()));
  if (!read->sink_failed) return std::nullopt;
  return rest.range.first + sink.zeros();
}

// `at`: the first address that differs.
Result differs(const Output& output, base::Lba start, base::Lba at, std::string text) {
  output.event("different", {{"start", start.value}, {"at", at.value}});
  return std::unexpected(Failure{ExitCode::judged_and_failed, std::move(text)});
}

// "session" or "track": what the image is compared with.
std::string_view part_of_disc(const VerifyOptions& options) { return options.which.track ? "track" : "session"; }

Result disc_is_shorter(const Output& output, const base::BlockRange& range, base::BlockCount image,
                       std::string_view part) {
  output.event("different", {{"start", range.first.value}, {"blocks", range.count.value}});
  return std::unexpected(Failure{ExitCode::judged_and_failed,
                                 fmt::format("the {0} has {1} blocks, the image {2}; compare with another {0} or image",
                                             part, range.count.value, image.value)});
}

Result compare_with(const VerifyOptions& options, DriveSession& session, image::Image& image) {
  const Output output{options.drive.form};
  const auto facts = session.discover();
  if (!facts) return std::unexpected(facts.error());
  const auto extent = extent_of(*facts, options.which);
  if (!extent) return std::unexpected(extent.error());
  const base::Lba start = extent->range.first;
  if (image.size() > extent->range.count) {
    return disc_is_shorter(output, extent->range, image.size(), part_of_disc(options));
  }
  Display display{output, session.clock(), nullptr};
  session.device().listen(&display);
  const base::BlockCount per_command = session.blocks_per_read();
  const auto compared = burn::compare(session.device(), image, {.first = start, .per_command = per_command}, display);
  std::expected<std::optional<base::Lba>, Failure> beyond;
  // What lies behind an image on a disc that is overwritten is what was there before.
  if (compared && !compared->differs_at && !drive::is_overwritable(facts->profile())) {
    const base::BlockRange rest{start + image.size(), extent->range.count - image.size()};
    beyond = first_beyond(session, {.range = rest, .per_command = per_command, .run_out = extent->run_out}, display);
  }
  session.device().listen(nullptr);
  display.end_bar();
  if (!compared) {
    return std::unexpected(compared.error().drive ? failure_of(*compared.error().drive)
                                                  : failure_of(*compared.error().source, ExitCode::bad_input_file));
  }
  if (const auto at = compared->differs_at) {
    return differs(
        output, start, *at,
        fmt::format("the disc differs from {} at address {}, block {} of the image; burn it again or compare "
                    "with another {}",
                    options.image, at->value, (*at - start).value, part_of_disc(options)));
  }
  if (!beyond) return std::unexpected(beyond.error());
  if (const auto at = *beyond) {
    return differs(output, start, *at,
                   fmt::format("the {0} goes on behind {1}: address {2}, block {3}, is not zero; compare with the "
                               "whole image or another {0}",
                               part_of_disc(options), options.image, at->value, (*at - start).value));
  }
  output.event("equal", {{"start", start.value}, {"blocks", image.size().value}});
  output.text(fmt::format("{} blocks from address {} are equal\n", image.size().value, start.value));
  return {};
}

}  // namespace

Result verify(const VerifyOptions& options) {
  const auto checked = check_outputs(files_of_record(options.drive.record), {{"the image", options.image}});
  if (!checked) return checked;
  const auto image = image::open_image_file(options.image);
  if (!image) return std::unexpected(failure_of(image.error(), ExitCode::bad_input_file));
  auto session = DriveSession::open(options.drive, "bbburn verify");
  if (!session) return std::unexpected(session.error());
  return (*session)->close(compare_with(options, **session, **image));
}

}  // namespace driver::cli
