#include "emulator/drive/background.h"

#include <algorithm>

#include "emulator/scsi/sense_codes.h"

namespace emulator::drive {

scsi::Progress Background::progress(base::Instant now) const {
  const std::int64_t passed = std::clamp<std::int64_t>((now - start).count(), 0, length.count());
  // Microseconds are fine enough and keep a day's work times 65536 within 64 bits.
  const std::int64_t total = std::max<std::int64_t>(length.count() / 1000, 1);
  return {static_cast<std::uint16_t>(std::min<std::int64_t>(passed / 1000 * 65536 / total, 65535))};
}

scsi::Sense Background::sense(base::Instant now) const {
  const bool formats = kind == BackgroundKind::format;
  const scsi::Sense& what = formats ? scsi::sense::logical_unit_not_ready_format_in_progress
                                    : scsi::sense::logical_unit_not_ready_operation_in_progress;
  return what.with(progress(now));
}

void Background::step_forward() { start = start + -step_of(length); }

}  // namespace emulator::drive
