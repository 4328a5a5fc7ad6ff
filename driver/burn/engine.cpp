#include "driver/burn/engine.h"

#include <fmt/core.h>

#include <algorithm>

#include "driver/burn/verify.h"
#include "driver/burn/write_loop.h"
#include "driver/mmc/commands/send_opc_information.h"
#include "driver/mmc/commands/speed.h"
#include "driver/mmc/commands/transfer.h"
#include "driver/mmc/commands/unit_control.h"

namespace driver::burn {
namespace {

using mmc::DriveError;

using Done = std::expected<void, BurnError>;

BurnError drive_error(DriveError error) { return {.kind = BurnError::Kind::drive, .drive = std::move(error)}; }

Done of_drive(std::expected<void, DriveError> answer) {
  if (!answer) return std::unexpected(drive_error(std::move(answer).error()));
  return {};
}

// Whether the step may have been done although it failed: no answer came, a reset came instead of one, or an immediate
// command had been taken and the drive was being waited for.
bool may_be_done(const BurnError& error) {
  if (!error.drive) return false;
  const bool has_no_answer =
      error.drive->kind == DriveError::Kind::transport || error.drive->kind == DriveError::Kind::gave_up;
  const bool was_waited_for =
      !error.drive->cdb.empty() && error.drive->cdb.front() == mmc::operation_code::test_unit_ready;
  return has_no_answer || was_waited_for || error.drive->is(mmc::SenseKey::unit_attention);
}

class Engine {
 public:
  Engine(const BurnPlan& plan, mmc::Device& device, image::Image& image, Observer& observer)
      : plan_(plan), device_(device), image_(image), observer_(observer) {}

  std::expected<BurnReport, BurnError> run();

 private:
  Done run_steps(const std::vector<PlannedStep>& steps);
  Done run_step(const PlannedStep& planned, std::size_t number, std::size_t count);
  void raise(DiscState state);

  Done perform(const LockMedium& step);
  Done perform(const UnlockMedium& step);
  Done perform(const SetSpeed& step);
  Done perform(const FormatMedium& step);
  Done perform(const SelectWriteParameters& step);
  Done perform(const CalibratePower& step);
  Done perform(const SendCueSheet& step);
  Done perform(const CheckNextWritable& step);
  Done perform(const WriteBlocks& step);
  Done perform(const SynchronizeCache& step);
  Done perform(const CloseTrack& step);
  Done perform(const CloseSession& step);
  Done perform(const WaitReady& step);
  Done perform(const VerifyBlocks& step);

  // A refusal that does not spoil the burn is noted; no answer at all is an error.
  Done unless_refused(std::expected<void, DriveError> answer, std::string_view consequence);

  const BurnPlan& plan_;
  mmc::Device& device_;
  image::Image& image_;
  Observer& observer_;
  DiscClaim disc_;
  bool is_locked_{};
  bool is_cut_short_{};
  bool is_verified_{};
  bool verify_is_cut_short_{};
  std::optional<image::ImageError> source_failure_;
};

std::expected<BurnReport, BurnError> Engine::run() {
  Done done = run_steps(plan_.steps);
  // A step that failed is not followed by others, but the user gets the disc back from a drive that still answers.
  const bool answers = done || !done.error().drive || done.error().drive->kind != DriveError::Kind::transport;
  if (!done && is_locked_ && answers) perform(UnlockMedium{});
  if (done && source_failure_) {
    done = std::unexpected(BurnError{.kind = BurnError::Kind::source, .step = "", .source = source_failure_});
  }
  if (!done) {
    done.error().disc = disc_;
    return std::unexpected(done.error());
  }
  return BurnReport{.disc = disc_,
                    .was_cancelled = is_cut_short_,
                    .is_verified = is_verified_,
                    .verify_was_cancelled = verify_is_cut_short_};
}

Done Engine::run_steps(const std::vector<PlannedStep>& steps) {
  std::size_t number = 0;
  for (const PlannedStep& planned : steps) {
    if (Done done = run_step(planned, ++number, steps.size()); !done) return done;
    if (!is_cut_short_ || !std::holds_alternative<WriteBlocks>(planned.step)) continue;
    // Nothing was written: there is nothing to close, and the disc is as it was.
    if (disc_.taken.value == 0) return is_locked_ ? perform(UnlockMedium{}) : Done{};
    return run_steps(plan_.when_cancelled);
  }
  return {};
}

Done Engine::run_step(const PlannedStep& planned, std::size_t number, std::size_t count) {
  observer_.step_begins(planned.step, number, count);
  Done done = std::visit([this](const auto& step) { return perform(step); }, planned.step);
  if (done) {
    const bool formats = std::holds_alternative<FormatMedium>(planned.step);
    if (disc_.taken.value > 0 || formats) raise(planned.leaves);
    return done;
  }
  done.error().step = describe(planned.step);
  if (may_be_done(done.error()) && planned.leaves > disc_.at_most) disc_.at_most = planned.leaves;
  return done;
}

void Engine::raise(DiscState state) {
  disc_.at_least = std::max(disc_.at_least, state);
  disc_.at_most = std::max(disc_.at_most, state);
}

Done Engine::unless_refused(std::expected<void, DriveError> answer, std::string_view consequence) {
  if (answer || answer.error().kind == DriveError::Kind::transport) return of_drive(std::move(answer));
  observer_.noted(fmt::format("{}; {}", mmc::describe(answer.error()), consequence));
  return {};
}

Done Engine::perform(const LockMedium& /*step*/) {
  is_locked_ = true;
  return unless_refused(set_medium_removal(device_, mmc::Removal::prevented), "the medium is not locked");
}

Done Engine::perform(const UnlockMedium& /*step*/) {
  is_locked_ = false;
  return unless_refused(set_medium_removal(device_, mmc::Removal::allowed), "the medium stays locked");
}

Done Engine::perform(const SetSpeed& step) {
  constexpr std::string_view consequence = "the drive writes at a speed of its own choice";
  if (step.way == SetSpeed::Way::set_cd_speed) {
    return unless_refused(mmc::set_cd_speed(device_, mmc::fastest_cd_speed, step.write_kbytes_per_second), consequence);
  }
  return unless_refused(mmc::set_streaming(device_, {.last_block = step.last_block,
                                                     .read_kbytes_per_second = step.write_kbytes_per_second,
                                                     .write_kbytes_per_second = step.write_kbytes_per_second}),
                        consequence);
}

Done Engine::perform(const FormatMedium& step) { return of_drive(mmc::format_unit(device_, step.format)); }

Done Engine::perform(const SelectWriteParameters& step) {
  return of_drive(mmc::select_write_parameters(device_, step.parameters));
}

// Only the drive's own refusal to calibrate on command is harmless: it calibrates when the first block comes.
Done Engine::perform(const CalibratePower& /*step*/) {
  auto answer = mmc::calibrate_power(device_);
  if (!answer && !answer.error().is(mmc::SenseKey::illegal_request)) return of_drive(std::move(answer));
  return unless_refused(std::move(answer), "the drive calibrates by itself");
}

Done Engine::perform(const SendCueSheet& step) { return of_drive(mmc::send_cue_sheet(device_, step.rows)); }

Done Engine::perform(const CheckNextWritable& step) {
  const auto track = mmc::read_track_information(device_, step.track);
  if (!track) return std::unexpected(drive_error(track.error()));
  const std::optional<base::Lba> next = track->next_writable;
  if (next == step.expected || next == step.or_else) return {};
  // Some drives name -150 for any blank disc; what lies before the track means its start, as when the plan was made.
  if (next && std::max(*next, track->start) == step.expected) return {};
  const std::string named = next ? fmt::format("names {}", next->value) : "names none";
  return std::unexpected(BurnError{
      .kind = BurnError::Kind::changed,
      .text = fmt::format("the plan is for address {}, the drive {}; start again", step.expected.value, named)});
}

Done Engine::perform(const WriteBlocks& step) {
  const WriteOutcome outcome = write_blocks(step, device_, image_, observer_);
  disc_.taken = outcome.taken;
  is_cut_short_ = outcome.is_cut_short;
  source_failure_ = outcome.source;
  if (outcome.taken.value > 0) raise(DiscState::track_begun);
  if (!outcome.drive) return {};
  // A refused WRITE records nothing (MMC-6, WRITE (10) command); one without an answer may have.
  if (outcome.answer_is_missing) disc_.at_most = DiscState::track_begun;
  return std::unexpected(drive_error(*outcome.drive));
}

Done Engine::perform(const SynchronizeCache& /*step*/) { return of_drive(mmc::synchronize_cache(device_)); }

Done Engine::perform(const CloseTrack& step) {
  auto answer = mmc::close_track_session(device_, mmc::CloseFunction::track, step.track);
  if (step.error_is_harmless)
    return unless_refused(std::move(answer), "this drive says so although the track is closed");
  return of_drive(std::move(answer));
}

Done Engine::perform(const CloseSession& step) { return of_drive(mmc::close_track_session(device_, step.function, 0)); }

Done Engine::perform(const WaitReady& /*step*/) { return of_drive(device_.wait_until_ready()); }

Done Engine::perform(const VerifyBlocks& step) {
  const auto compared = compare(device_, image_, {.first = step.first, .per_command = step.per_command}, observer_);
  if (!compared) {
    const CompareError& error = compared.error();
    if (error.drive) return std::unexpected(drive_error(*error.drive));
    return std::unexpected(BurnError{.kind = BurnError::Kind::source, .source = error.source});
  }
  if (compared->differs_at) {
    return std::unexpected(BurnError{.kind = BurnError::Kind::mismatch, .differs_at = *compared->differs_at});
  }
  is_verified_ = compared->is_complete;
  verify_is_cut_short_ = !compared->is_complete;
  return {};
}

}  // namespace

std::string describe(const DiscClaim& claim) {
  std::string text = claim.at_least == claim.at_most
                         ? std::string{name_of(claim.at_least)}
                         : fmt::format("{} or {}", name_of(claim.at_least), name_of(claim.at_most));
  if (claim.taken.value > 0) text += fmt::format(", {} blocks written", claim.taken.value);
  return text;
}

std::string describe(const BurnError& error) {
  switch (error.kind) {
    case BurnError::Kind::drive:
      return fmt::format("{}: {}", error.step, mmc::describe(*error.drive));
    case BurnError::Kind::changed:
      return fmt::format("{}: {}", error.step, error.text);
    case BurnError::Kind::source:
      return fmt::format("{}: {}", error.source->path, error.source->text);
    case BurnError::Kind::mismatch:
      break;
  }
  return fmt::format("what was read back differs from the image at address {}", error.differs_at.value);
}

std::expected<BurnReport, BurnError> run(const BurnPlan& plan, mmc::Device& device, image::Image& image,
                                         Observer& observer, transport::Clock& clock) {
  const base::Instant begun = clock.now();
  auto result = Engine{plan, device, image, observer}.run();
  if (result) result->duration = clock.now() - begun;
  return result;
}

}  // namespace driver::burn
