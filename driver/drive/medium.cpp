#include "driver/drive/medium.h"

#include <algorithm>
#include <array>

#include "driver/mmc/numbers.h"

namespace driver::drive {
namespace {

namespace number = mmc::profile_number;

struct Row {
  std::uint16_t profile{};
  Family family{};
  std::string_view name;
};

constexpr std::array rows{
    Row{number::cd_rom, Family::cd, "CD-ROM"},
    Row{number::cd_r, Family::cd, "CD-R"},
    Row{number::cd_rw, Family::cd, "CD-RW"},
    Row{number::dvd_rom, Family::dvd, "DVD-ROM"},
    Row{number::dvd_r_sequential, Family::dvd, "DVD-R"},
    Row{number::dvd_ram, Family::dvd, "DVD-RAM"},
    Row{number::dvd_rw_restricted_overwrite, Family::dvd, "DVD-RW restricted overwrite"},
    Row{number::dvd_rw_sequential, Family::dvd, "DVD-RW sequential"},
    Row{number::dvd_r_dual_layer_sequential, Family::dvd, "DVD-R DL sequential"},
    Row{number::dvd_r_dual_layer_jump, Family::dvd, "DVD-R DL layer jump"},
    Row{number::dvd_plus_rw, Family::dvd, "DVD+RW"},
    Row{number::dvd_plus_r, Family::dvd, "DVD+R"},
    Row{number::dvd_plus_rw_dual_layer, Family::dvd, "DVD+RW DL"},
    Row{number::dvd_plus_r_dual_layer, Family::dvd, "DVD+R DL"},
    Row{number::bd_rom, Family::blu_ray, "BD-ROM"},
    Row{number::bd_r_srm, Family::blu_ray, "BD-R"},
    Row{number::bd_r_rrm, Family::blu_ray, "BD-R random recording"},
    Row{number::bd_re, Family::blu_ray, "BD-RE"},
};

const Row* find(std::uint16_t profile) {
  const auto* const row = std::ranges::find(rows, profile, &Row::profile);
  return row == rows.end() ? nullptr : row;
}

}  // namespace

Family family_of(std::uint16_t profile) {
  const Row* row = find(profile);
  return row == nullptr ? Family::none : row->family;
}

std::string_view medium_name(std::uint16_t profile) {
  const Row* row = find(profile);
  return row == nullptr ? std::string_view{} : row->name;
}

bool is_overwritable(std::uint16_t profile) {
  return profile == number::dvd_ram || profile == number::dvd_plus_rw || profile == number::bd_re ||
         profile == number::dvd_rw_restricted_overwrite;
}

std::uint64_t nominal_speed_kbytes_per_second(Family family, std::uint32_t factor) {
  const std::uint64_t times = factor;
  switch (family) {
    case Family::cd:
      return times * 1764 / 10;
    case Family::dvd:
      return times * 1385;
    case Family::blu_ray:
      return times * 8991 / 2;
    case Family::none:
      break;
  }
  return 0;
}

}  // namespace driver::drive
