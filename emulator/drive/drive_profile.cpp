#include "emulator/drive/drive_profile.h"

#include <algorithm>

namespace emulator::drive {

Family family_of(media::ProfileNumber number) {
  using enum media::ProfileNumber;
  switch (number) {
    case none:
    case cd_rom:
    case cd_r:
    case cd_rw:
      return Family::cd;
    case bd_rom:
    case bd_r_sequential:
    case bd_r_random:
    case bd_re:
      return Family::bd;
    default:
      return Family::dvd;
  }
}

media::ProfileNumber rom_profile(Family family) {
  switch (family) {
    case Family::cd:
      return media::ProfileNumber::cd_rom;
    case Family::dvd:
      return media::ProfileNumber::dvd_rom;
    case Family::bd:
      break;
  }
  return media::ProfileNumber::bd_rom;
}

bool is_dvd_minus_sequential(media::ProfileNumber number) {
  using enum media::ProfileNumber;
  return number == dvd_minus_r_sequential || number == dvd_minus_r_dual_layer_sequential ||
         number == dvd_minus_rw_sequential;
}

bool DriveProfile::lists(media::ProfileNumber number) const {
  return std::ranges::find(profiles, number) != profiles.end();
}

bool DriveProfile::reads(media::ProfileNumber number) const {
  return lists(number) || lists(rom_profile(family_of(number)));
}

bool DriveProfile::writes(media::ProfileNumber number) const {
  return lists(number) && number != rom_profile(family_of(number));
}

bool DriveProfile::reads(Family family) const {
  return std::ranges::any_of(profiles, [&](media::ProfileNumber number) { return family_of(number) == family; });
}

bool DriveProfile::writes(Family family) const {
  return std::ranges::any_of(
      profiles, [&](media::ProfileNumber number) { return family_of(number) == family && writes(number); });
}

bool DriveProfile::writes_anything() const {
  return std::ranges::any_of(profiles, [&](media::ProfileNumber number) { return writes(number); });
}

bool DriveProfile::writes_dvd_minus() const { return std::ranges::any_of(profiles, is_dvd_minus_sequential); }

bool DriveProfile::writes_sessions_at_once() const {
  return writes(Family::cd) && !cd_recording.session_at_once.empty();
}

const FamilySpeeds& DriveProfile::speeds_of(Family family) const { return speeds[static_cast<std::size_t>(family)]; }

const FamilyTiming& DriveProfile::timing_of(Family family) const {
  return timing.families[static_cast<std::size_t>(family)];
}

}  // namespace emulator::drive
