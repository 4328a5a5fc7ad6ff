// INQUIRY: who the drive is, with or without a disc, and the vital product data pages. SPC-4, INQUIRY command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome inquiry(drive::Drive& drive, const scsi::Request& request, base::Instant now);

// Standards that the drive claims, without a revision. Tested against fixtures/registry/version_descriptors.json.
namespace version_descriptor {
inline constexpr std::uint16_t sam_5 = 0x00A0;
inline constexpr std::uint16_t spc_4 = 0x0460;
inline constexpr std::uint16_t mmc_6 = 0x04E0;
inline constexpr std::uint16_t iscsi = 0x0960;
}  // namespace version_descriptor

// Tested against fixtures/registry/vpd_pages.json.
namespace vpd_page {
inline constexpr std::uint8_t supported_vpd_pages = 0x00;
inline constexpr std::uint8_t unit_serial_number = 0x80;
inline constexpr std::uint8_t device_identification = 0x83;
}  // namespace vpd_page

}  // namespace emulator::mmc
