// The part of a drive that knows how fast it may go.
#include <algorithm>

#include "emulator/drive/drive.h"
#include "emulator/drive/timing.h"

namespace emulator::drive {
namespace {

// Without a disc a drive speaks of its most capable kind of media.
Family family_for_speeds(const Drive& drive) {
  return drive.family().value_or(family_of(drive.profile().profiles.front()));
}

}  // namespace

std::vector<std::uint32_t> Drive::read_speeds() const { return profile_.speeds_of(family_for_speeds(*this)).read; }

std::vector<std::uint32_t> Drive::write_speeds() const {
  const std::vector<std::uint32_t>& own = profile_.speeds_of(family_for_speeds(*this)).write;
  if (medium() == nullptr) return own;
  if (!can_write_medium() || own.empty()) return {};
  std::vector<std::uint32_t> usable = medium()->identity().write_speeds_kbytes_per_second;
  std::erase_if(usable, [&own](std::uint32_t speed) { return speed > own.front(); });
  std::ranges::sort(usable, std::ranges::greater{});
  if (usable.empty()) usable.push_back(own.back());
  return usable;
}

std::uint32_t Drive::read_speed() const { return chosen_speeds_.read.value_or(read_speeds().front()); }

std::uint32_t Drive::write_speed() const {
  const std::vector<std::uint32_t> speeds = write_speeds();
  if (speeds.empty()) return 0;
  return chosen_speeds_.write.value_or(speeds.front());
}

base::Duration Drive::accept_write(base::BlockCount blocks, base::Instant now) {
  const Family family = family_for_speeds(*this);
  const BufferedWrite write{.bytes = base::ByteCount{blocks.value * base::block_bytes},
                            .on_medium = transfer_time(blocks, family, write_speed())};
  // Where nobody waits, time moves by what the medium needs and the buffer is empty again.
  if (pace_ == Pace::stepped) return write.on_medium;
  return write_buffer_.accept(write, now);
}

}  // namespace emulator::drive
