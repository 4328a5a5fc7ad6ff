#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "driver/burn/format_plan.h"
#include "driver/cli/commands.h"
#include "driver/cli/display.h"
#include "driver/cli/drive_session.h"
#include "driver/mmc/commands/unit_control.h"

namespace driver::cli {
namespace {

// Does it with the medium locked, and shows how far the drive is. An unlocking that fails matters to nobody.
template <typename Work>
Result work_on_medium(DriveSession& session, const Output& output, Work work) {
  Display display{output, session.clock(), nullptr};
  mmc::Device& device = session.device();
  device.listen(&display);
  static_cast<void>(set_medium_removal(device, mmc::Removal::prevented));
  const auto done = work(device);
  static_cast<void>(set_medium_removal(device, mmc::Removal::allowed));
  device.listen(nullptr);
  display.end_bar();
  if (!done) return std::unexpected(failure_of(done.error()));
  return {};
}

Result format_with(const FormatCommandOptions& options, DriveSession& session, const Output& output) {
  const auto facts = session.discover();
  if (!facts) return std::unexpected(facts.error());
  const auto wanted = burn::plan_format(*facts, options.format);
  if (!wanted) return std::unexpected(failure_of(wanted.error()));
  const std::string what = fmt::format("{} blocks, format type {:02X}h", wanted->blocks.value, wanted->type);
  if (options.is_dry_run) {
    output.text(fmt::format("format {}: {}\n", drive::medium_name(facts->profile()), what));
    return {};
  }
  const auto done = work_on_medium(session, output, [&](mmc::Device& device) { return format_unit(device, *wanted); });
  if (!done) return done;
  output.event("formatted", {{"blocks", wanted->blocks.value}, {"type", fmt::format("{:02X}", wanted->type)}});
  output.text(fmt::format("formatted: {}\n", what));
  return {};
}

Result blank_with(const BlankCommandOptions& options, DriveSession& session, const Output& output) {
  const auto facts = session.discover();
  if (!facts) return std::unexpected(facts.error());
  if (const auto allowed = burn::check_blanking(*facts); !allowed) return std::unexpected(failure_of(allowed.error()));
  const auto done =
      work_on_medium(session, output, [&](mmc::Device& device) { return mmc::blank(device, options.type); });
  if (!done) return done;
  const bool is_full = options.type == mmc::BlankType::disc;
  output.event("blanked", {{"full", is_full}});
  output.text(is_full ? "blanked, all of the disc\n" : "blanked\n");
  return {};
}

}  // namespace

Result format(const FormatCommandOptions& options) {
  const Output output{options.drive.form};
  auto session = DriveSession::open(options.drive, "bbburn format");
  if (!session) return std::unexpected(session.error());
  return (*session)->close(format_with(options, **session, output));
}

Result blank(const BlankCommandOptions& options) {
  const Output output{options.drive.form};
  auto session = DriveSession::open(options.drive, "bbburn blank");
  if (!session) return std::unexpected(session.error());
  return (*session)->close(blank_with(options, **session, output));
}

}  // namespace driver::cli
