#pragma once

#include <string>

#include "driver/mmc/device.h"

namespace driver::mmc {

enum class StructureMedia : std::uint8_t { dvd = 0, blu_ray = 1 };

struct DvdPhysicalFormat {
  std::uint8_t book_type{};
  std::uint8_t part_version{};
  int layers{};
  std::string manufacturer;  // DVD+R and DVD+RW only, else empty
  std::string media_type;
};

struct BluRayDiscInformation {
  std::string disc_type;  // "BDO", "BDW" or "BDR"
  std::string manufacturer;
  std::string media_type;
};

// Format 00h of a DVD: Physical Format Information.
std::expected<DvdPhysicalFormat, DriveError> read_dvd_physical_format(Device& device);
// Format 00h of a Blu-ray disc: Disc Information.
std::expected<BluRayDiscInformation, DriveError> read_blu_ray_disc_information(Device& device);

}  // namespace driver::mmc
