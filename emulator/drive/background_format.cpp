// The part of a drive that goes on with a format while no host wants anything. MMC-6, DVD+RW, background format.
#include <algorithm>

#include "emulator/drive/drive.h"
#include "emulator/drive/timing.h"

namespace emulator::drive {

void Drive::occupy_until(base::Instant until) { idle_from_ = std::max(idle_from_, until); }

// Time in which a disc was not being formatted counts for nothing later.
void Drive::format_in_idle_time(base::Instant now) {
  const media::Medium* disc = medium();
  const auto format = disc == nullptr ? std::nullopt : disc->background_format();
  if (!format || format->status != media::BackgroundFormat::running || background_) return occupy_until(now);
  occupy_until(write_buffer_.empty_at());
  if (now <= idle_from_) return;
  const base::Duration each = transfer_time(disc->ecc_block(), *family(), write_speed());
  const std::int64_t ecc_blocks = (now - idle_from_) / each;
  if (ecc_blocks == 0) return;
  idle_from_ = idle_from_ + each * ecc_blocks;
  format_next(base::BlockCount{ecc_blocks * disc->ecc_block().value});
}

void Drive::asked_about_format() {
  const auto format = medium() == nullptr ? std::nullopt : medium()->background_format();
  if (pace_ == Pace::timed || background_ || !format || format->status != media::BackgroundFormat::running) return;
  const std::int64_t step = (format->all.value + polls_until_done - 1) / polls_until_done;
  format_next(base::BlockCount{step}.rounded_up(medium()->ecc_block().value));
}

void Drive::format_next(base::BlockCount blocks) {
  medium()->format_next(blocks);
  if (medium()->background_format()->status != media::BackgroundFormat::complete) return;
  // A host that hears of it may take the disc to another drive.
  durable_epoch_ = medium()->checkpoint();
  events_.add(MediaEvent::background_format_completed);
}

}  // namespace emulator::drive
