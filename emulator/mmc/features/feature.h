// One row a feature: what a drive can do, with which discs, and whether with the one that is in. MMC-6, Features.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "emulator/base/bytes.h"
#include "emulator/drive/drive.h"

namespace emulator::mmc {

enum class FeatureCode : std::uint16_t {
  profile_list = 0x0000,
  core = 0x0001,
  morphing = 0x0002,
  removable_medium = 0x0003,
  write_protect = 0x0004,
  random_readable = 0x0010,
  multi_read = 0x001D,
  cd_read = 0x001E,
  dvd_read = 0x001F,
  random_writable = 0x0020,
  incremental_streaming_writable = 0x0021,
  formattable = 0x0023,
  hardware_defect_management = 0x0024,
  restricted_overwrite = 0x0026,
  dvd_plus_rw = 0x002A,
  dvd_plus_r = 0x002B,
  rigid_restricted_overwrite = 0x002C,
  cd_track_at_once = 0x002D,
  cd_mastering = 0x002E,
  dvd_minus_r = 0x002F,
  cd_rw_media_write_support = 0x0037,
  bd_r_pseudo_overwrite = 0x0038,
  dvd_plus_r_dual_layer = 0x003B,
  bd_read = 0x0040,
  bd_write = 0x0041,
  power_management = 0x0100,
  timeout = 0x0105,
  real_time_streaming = 0x0107,
  drive_serial_number = 0x0108,
  firmware_information = 0x010C,
};

struct Feature {
  FeatureCode code{};
  std::uint8_t version{};
  // Never changes while the drive is on; such a feature is always current.
  bool is_persistent{};
  bool (*is_offered)(const drive::DriveProfile&) = nullptr;  // none means by every model
  bool (*is_current)(const drive::Drive&) = nullptr;         // none means always
  // All bytes of the descriptor, the header's four included, which the caller fills in; a multiple of four.
  base::ByteBuffer (*descriptor)(const drive::Drive&) = nullptr;
};

// In ascending order of code.
[[nodiscard]] std::span<const Feature> all_features();

// Whether the drive's model has the feature at all, and whether it has it now.
[[nodiscard]] bool is_offered(const Feature& feature, const drive::Drive& drive);
[[nodiscard]] bool is_current(const Feature& feature, const drive::Drive& drive);

// The descriptor with its header.
[[nodiscard]] base::ByteBuffer describe(const Feature& feature, const drive::Drive& drive);

// Whether something can still be written on the disc that is in.
[[nodiscard]] bool is_writable_now(const drive::Drive& drive);

}  // namespace emulator::mmc
