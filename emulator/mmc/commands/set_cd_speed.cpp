#include "emulator/mmc/commands/set_cd_speed.h"

#include "emulator/mmc/commands/set_cd_speed_layout.h"
#include "emulator/mmc/speed_choice.h"

namespace emulator::mmc {
namespace {

constexpr std::uint64_t fastest = 0xFFFF;

std::optional<std::uint32_t> choice(const std::vector<std::uint32_t>& offered, std::uint64_t asked) {
  if (asked == fastest) return std::nullopt;  // what a drive does by itself
  return rounded_down(offered, asked);
}

}  // namespace

scsi::Outcome set_cd_speed(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = set_cd_speed_cdb;
  drive.chosen_speeds() = {.read = choice(drive.read_speeds(), cdb::drive_read_speed::get(request.cdb)),
                           .write = choice(drive.write_speeds(), cdb::drive_write_speed::get(request.cdb))};
  return scsi::Reply{};
}

}  // namespace emulator::mmc
