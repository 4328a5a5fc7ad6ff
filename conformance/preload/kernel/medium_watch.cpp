#include "conformance/preload/kernel/medium_watch.h"

#include <utility>

#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/device.h"

namespace conformance::preload::kernel {
namespace {

bool is_good(const scsi::Answer& answer) { return answer.host == scsi::HostStatus::ok && answer.status == scsi::good; }

std::chrono::milliseconds end_of(const scsi::Answer& answer) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(answer.start + answer.duration);
}

}  // namespace

void MediumWatch::note_attention() {
  const std::scoped_lock lock(mutex_);
  is_changed_ = true;
}

bool MediumWatch::refuses_access() {
  const std::scoped_lock lock(mutex_);
  return is_changed_;
}

bool MediumWatch::has_event(Device& device) {
  constexpr std::uint8_t new_media = 2;
  constexpr std::uint8_t media_removal = 3;
  const scsi::Answer answer = device.send_once(get_media_event(), media_event_room);
  const auto sense = scsi::parse_sense(answer.sense);
  if (sense && sense->key == scsi::sense_key::unit_attention) return true;
  const auto event = is_good(answer) ? media_event(answer.data_in) : std::nullopt;
  return event && (event->code == new_media || event->code == media_removal);
}

void MediumWatch::compare_sources() {
  constexpr int most_mismatches = 8;
  if (ignores_events_) return;
  if (!is_changed_by_readiness_ && is_changed_by_event_) {
    ignores_events_ = mismatches_++ > most_mismatches;
  } else if (!is_changed_by_readiness_) {
    mismatches_ = 0;
  }
  is_changed_by_readiness_ = false;
  is_changed_by_event_ = false;
}

void MediumWatch::look(Device& device) {
  const bool is_event = has_event(device);
  const scsi::Answer ready = device.test_unit_ready(Device::sr_tries);
  const auto sense = scsi::parse_sense(ready.sense);
  const std::scoped_lock lock(mutex_);
  last_look_ = end_of(ready);
  is_changed_by_event_ = is_changed_by_event_ || is_event;
  const bool is_present = is_good(ready) || (sense && sense->asc != scsi::asc::medium_not_present);
  if (std::exchange(is_present_, is_present) != is_present) is_changed_ = true;
  const bool is_changed = std::exchange(is_changed_, false);
  is_changed_by_readiness_ = is_changed_by_readiness_ || is_changed;
  if (is_changed || (is_event && !ignores_events_)) {
    is_untold_to_block_layer_ = true;
    is_untold_to_programs_ = true;
  }
  compare_sources();
}

bool MediumWatch::take_change_for_block_layer(Device& device) {
  look(device);
  const std::scoped_lock lock(mutex_);
  return std::exchange(is_untold_to_block_layer_, false);
}

bool MediumWatch::take_change_for_programs(Device& device) {
  look(device);
  const std::scoped_lock lock(mutex_);
  const bool is_changed = std::exchange(is_untold_to_programs_, false);
  if (is_changed) last_change_ = last_look_;
  return is_changed;
}

std::chrono::milliseconds MediumWatch::last_change() {
  const std::scoped_lock lock(mutex_);
  return last_change_;
}

void MediumWatch::begin(std::chrono::milliseconds moment) {
  const std::scoped_lock lock(mutex_);
  last_change_ = moment;
}

}  // namespace conformance::preload::kernel
