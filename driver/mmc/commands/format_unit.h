#pragma once

#include "driver/mmc/device.h"
#include "emulator/base/units.h"

namespace driver::mmc {

// MMC-6, FORMAT UNIT command, Format Type codes that this program asks for.
namespace format_type {
inline constexpr std::uint8_t full = 0x00;
inline constexpr std::uint8_t dvd_rw_quick_grow = 0x13;
inline constexpr std::uint8_t dvd_rw_quick = 0x15;
inline constexpr std::uint8_t dvd_plus_rw_basic = 0x26;
inline constexpr std::uint8_t bd_re_with_spare_areas = 0x30;
inline constexpr std::uint8_t bd_re_without_spare_areas = 0x31;
}  // namespace format_type

// MMC-6, FORMAT UNIT command, BD-RE: what is certified.
enum class Certification : std::uint8_t { unsaid = 0, none = 1, full = 2, quick = 3 };

struct FormatRequest {
  base::BlockCount blocks{};
  std::uint8_t type{};
  Certification certification{};  // BD-RE with spare areas
  bool keeps_defects{};           // DVD-RAM: the list of primary defects stays, nothing is certified
  std::uint32_t parameter{};      // depends on the type; as the drive lists it

  bool operator==(const FormatRequest&) const = default;
};

// Immed is set, and the drive is waited for: a full format takes hours. A DVD+RW is ready when its background format
// has begun.
std::expected<void, DriveError> format_unit(Device& device, const FormatRequest& wanted);

}  // namespace driver::mmc
