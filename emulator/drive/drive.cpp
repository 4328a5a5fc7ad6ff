#include "emulator/drive/drive.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "emulator/drive/timing.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::drive {
namespace {

LoadState at_start(std::unique_ptr<media::Medium> disc) {
  if (!disc) return Empty{};
  return Loaded{std::move(disc)};
}

media::Medium* anywhere(const LoadState& state) {
  if (const auto* open = std::get_if<TrayOpen>(&state)) return open->on_tray.get();
  if (const auto* loading = std::get_if<Loading>(&state)) return loading->medium.get();
  if (const auto* loaded = std::get_if<Loaded>(&state)) return loaded->medium.get();
  return nullptr;
}

std::unique_ptr<media::Medium> lift(LoadState state) {
  if (auto* open = std::get_if<TrayOpen>(&state)) return std::move(open->on_tray);
  return nullptr;
}

}  // namespace

Drive::Drive(DriveProfile profile, DriveOptions options)
    : profile_(std::move(profile)),
      serial_number_(options.serial_number.empty() ? profile_.identity.serial_number : options.serial_number),
      target_name_(std::move(options.target_name)),
      pace_(options.pace),
      load_state_(at_start(std::move(options.disc))),
      write_buffer_(profile_.buffer),
      faults_(std::move(options.faults)),
      chance_(options.seed) {}

void Drive::advance(base::Instant now) {
  const bool was_loading = std::holds_alternative<Loading>(load_state_);
  move(TimePasses{now});
  if (was_loading && medium() != nullptr) announce_arrival();
  if (background_ && background_->is_done(now)) end_background();
  format_in_idle_time(now);
}

void Drive::end_background() {
  durable_epoch_ = background_->durable_after;
  occupy_until(background_->start + background_->length);
  background_.reset();
}

void Drive::polled() {
  if (pace_ == Pace::timed) return;
  if (background_) background_->step_forward();
  if (const auto* loading = std::get_if<Loading>(&load_state_)) move(Hurry{step_of(loading->spin_up)});
}

media::Medium* Drive::medium() {
  auto* loaded = std::get_if<Loaded>(&load_state_);
  return loaded == nullptr ? nullptr : loaded->medium.get();
}

const media::Medium* Drive::medium() const {
  const auto* loaded = std::get_if<Loaded>(&load_state_);
  return loaded == nullptr ? nullptr : loaded->medium.get();
}

media::Medium* Drive::disc_anywhere() { return anywhere(load_state_); }

media::Medium& Drive::loaded_medium() {
  if (medium() == nullptr) std::abort();
  return *medium();
}

const media::Medium& Drive::loaded_medium() const {
  if (medium() == nullptr) std::abort();
  return *medium();
}

std::optional<Family> Drive::family() const {
  if (medium() == nullptr) return std::nullopt;
  return family_of(medium()->profile_number());
}

media::ProfileNumber Drive::current_profile() const {
  if (medium() == nullptr) return media::ProfileNumber::none;
  const media::ProfileNumber number = medium()->profile_number();
  return profile_.lists(number) ? number : rom_profile(family_of(number));
}

bool Drive::can_write_medium() const { return medium() != nullptr && profile_.writes(medium()->profile_number()); }

media::DiscLayout Drive::layout() const { return loaded_medium().layout(write_parameters()); }

void Drive::open_tray() {
  if (std::holds_alternative<TrayOpen>(load_state_)) return;
  const bool had_disc = anywhere(load_state_) != nullptr;
  // Whoever opens it, an open session loses nothing, and a format goes on when somebody asks for it again.
  if (can_write_medium()) {
    medium()->suspend_format();
    if (const auto saved = medium()->synchronize(write_parameters())) durable_epoch_ = *saved;
  }
  move(OpenTray{});
  chosen_speeds_ = {};
  if (had_disc) announce_removal();
}

void Drive::close_tray(base::Instant now, std::optional<scsi::NexusId> by) {
  loaded_by_ = by;
  const media::Medium* disc = anywhere(load_state_);
  const Family family = disc == nullptr ? Family::cd : family_of(disc->profile_number());
  move(CloseTray{.now = now, .spin_up = profile_.timing_of(family).spin_up});
}

EjectResult Drive::press_eject(base::Instant now) {
  if (std::holds_alternative<TrayOpen>(load_state_)) {
    close_tray(now);
    return EjectResult::closed;
  }
  if (prevention() != Prevention::none) {
    events_.add(MediaEvent::eject_request);
    return EjectResult::prevented;
  }
  open_tray();
  return EjectResult::opened;
}

std::unique_ptr<media::Medium> Drive::replace_disc(std::unique_ptr<media::Medium> disc, base::Instant now) {
  open_tray();
  std::unique_ptr<media::Medium> before = lift(std::exchange(load_state_, TrayOpen{}));
  move(PutOnTray{std::move(disc)});
  close_tray(now);
  return before;
}

base::ByteBuffer& Drive::host_buffer() {
  constexpr std::size_t capacity = 64 * 1024;  // assumed; enough for the pieces in which hosts measure
  host_buffer_.resize(capacity);
  return host_buffer_;
}

void Drive::begin_background(const Background& work) { background_ = work; }

std::optional<scsi::FlushEpoch> Drive::take_durable_epoch() { return std::exchange(durable_epoch_, std::nullopt); }

void Drive::nexus_began(scsi::NexusId nexus, std::string_view initiator_port) {
  initiator_ports_[nexus] = initiator_port;
  attentions_.begin(nexus, scsi::sense::power_on_reset_or_bus_device_reset_occurred);
  events_.begin(nexus);
}

std::string Drive::initiator_port(scsi::NexusId nexus) const {
  const auto named = initiator_ports_.find(nexus);
  if (named != initiator_ports_.end() && !named->second.empty()) return named->second;
  return "nexus " + std::to_string(static_cast<std::uint32_t>(nexus));
}

void Drive::raise_for_port(std::string_view initiator_port, const scsi::Sense& attention) {
  for (const auto& [nexus, name] : initiator_ports_) {
    if (this->initiator_port(nexus) == initiator_port) attentions_.raise(nexus, attention);
  }
}

void Drive::nexus_ended(scsi::NexusId nexus) {
  initiator_ports_.erase(nexus);
  attentions_.end(nexus);
  events_.end(nexus);
  // A host that is gone cannot allow again what it prevented, nor release what it reserved.
  preventing_.erase(nexus);
  preventing_persistently_.erase(nexus);
  if (reserved_by_ == nexus) reserved_by_.reset();
}

void Drive::reset(scsi::ResetKind kind) {
  if (kind == scsi::ResetKind::power_on) return lose_power();
  preventing_.clear();
  preventing_persistently_.clear();
  reserved_by_.reset();
  mode_parameters_ = {};
  chosen_speeds_ = {};
  attentions_.reset(scsi::sense::bus_device_reset_function_occurred);
}

void Drive::prevent_removal(scsi::NexusId nexus, bool persistent) {
  (persistent ? preventing_persistently_ : preventing_).insert(nexus);
}

void Drive::allow_removal(scsi::NexusId nexus, bool persistent) {
  (persistent ? preventing_persistently_ : preventing_).erase(nexus);
}

Prevention Drive::prevention() const {
  if (!preventing_persistently_.empty()) return Prevention::persistent;
  return preventing_.empty() ? Prevention::none : Prevention::prevented;
}

void Drive::move(LoadEvent event) { load_state_ = next(std::move(load_state_), std::move(event)); }

void Drive::announce_arrival() {
  chosen_speeds_ = {};  // what was chosen while no disc was there is not among its speeds
  const scsi::Sense changed = scsi::sense::not_ready_to_ready_change_medium_may_have_changed;
  if (profile_.quirks.loading_host_gets_no_attention && loaded_by_) {
    attentions_.raise_for_others(*loaded_by_, changed);
  } else {
    attentions_.raise_for_all(changed);
  }
  events_.add(MediaEvent::new_media);
  events_.add(OperationalChange::feature_change);
}

void Drive::announce_removal() {
  events_.add(MediaEvent::media_removal);
  events_.add(OperationalChange::feature_change);
}

}  // namespace emulator::drive
