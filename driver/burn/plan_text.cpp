#include <fmt/core.h>

#include <array>
#include <iterator>

#include "driver/burn/plan.h"
#include "driver/mmc/commands/read_toc.h"

namespace driver::burn {
namespace {

std::string text(const LockMedium& /*step*/) { return "lock the medium in the drive"; }
std::string text(const UnlockMedium& /*step*/) { return "unlock the medium"; }

std::string text(const SetSpeed& step) {
  const bool is_cd = step.way == SetSpeed::Way::set_cd_speed;
  return fmt::format("set the write speed to {} kB/s by {}", step.write_kbytes_per_second,
                     is_cd ? "SET CD SPEED" : "SET STREAMING");
}

std::string text(const FormatMedium& step) {
  return fmt::format("format the medium: {} blocks, format type {:02X}h", step.format.blocks.value, step.format.type);
}

std::string_view way_of(mmc::WriteType type) {
  if (type == mmc::WriteType::packet) return "incremental writing";
  return type == mmc::WriteType::session_at_once ? "session at once" : "track at once";
}

std::string text(const SelectWriteParameters& step) {
  const mmc::WriteParameters& wanted = step.parameters;
  return fmt::format("select {}, {}, {}buffer underrun protection", way_of(wanted.write_type),
                     wanted.multi_session == mmc::MultiSession::closed ? "no next session" : "next session allowed",
                     wanted.buffer_underrun_free ? "with " : "without ");
}

std::string text(const CalibratePower& /*step*/) { return "let the drive calibrate its laser power"; }

std::string text(const SendCueSheet& step) {
  std::string rows;
  for (const mmc::CueSheetRow& row : step.rows) {
    const std::string track = row.track == 0                     ? "lead-in"
                              : row.track == mmc::lead_out_track ? "lead-out"
                                                                 : fmt::format("{}", row.track);
    rows += fmt::format("{}{}.{} {}", rows.empty() ? "" : ", ", track, row.index, row.start.value);
  }
  return fmt::format("send a cue sheet (track.index start): {}", rows);
}

std::string text(const CheckNextWritable& step) {
  const std::string track =
      step.track == mmc::invisible_track ? "the invisible track" : fmt::format("track {}", step.track);
  const std::string other = step.or_else == step.expected ? "" : fmt::format(" or {}", step.or_else.value);
  return fmt::format("check that {} takes address {}{} next", track, step.expected.value, other);
}

std::string text(const WriteBlocks& step) {
  std::string parts;
  if (step.zeros_before.value > 0) parts += fmt::format("{} of zeros, ", step.zeros_before.value);
  parts += fmt::format("{} of the image", step.image.value);
  if (step.zeros_after.value > 0) parts += fmt::format(", {} of zeros", step.zeros_after.value);
  return fmt::format("write {} blocks from {}: {}; {} a command", step.total().value, step.first.value, parts,
                     step.per_command.value);
}

std::string text(const SynchronizeCache& /*step*/) { return "synchronize the cache"; }
std::string text(const CloseTrack& step) { return fmt::format("close track {}", step.track); }

std::string text(const CloseSession& step) {
  return step.function == mmc::CloseFunction::finalize ? "finalize the disc" : "close the session";
}

std::string text(const WaitReady& /*step*/) { return "wait until the drive is ready"; }

std::string text(const VerifyBlocks& step) {
  return fmt::format("read back from {} and compare with the image", step.first.value);
}

void append_steps(std::string& out, const std::vector<PlannedStep>& steps) {
  int number = 0;
  for (const PlannedStep& planned : steps) {
    out += fmt::format("{:3}. {}\n", ++number, describe(planned.step));
  }
}

}  // namespace

std::string_view name_of(DiscState state) {
  constexpr std::array<std::string_view, 7> names{"unchanged",    "formatted",      "track begun", "track written",
                                                  "track closed", "session closed", "disc closed"};
  return names.at(static_cast<std::size_t>(state));
}

std::string describe(const Step& step) {
  return std::visit([](const auto& one) { return text(one); }, step);
}

std::string describe(const BurnPlan& plan) {
  std::string out = fmt::format("{}: {} blocks as session {}, track {}, from address {}\n", plan.recipe,
                                plan.image.value, plan.session, plan.track, plan.start.value);
  append_steps(out, plan.steps);
  out += "when cancelled after blocks were written:\n";
  append_steps(out, plan.when_cancelled);
  return out;
}

}  // namespace driver::burn
