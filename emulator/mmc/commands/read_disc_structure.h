// READ DISC STRUCTURE. MMC-6, READ DISC STRUCTURE command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// Tested against fixtures/registry/disc_structure_formats.json.
namespace disc_structure_format {
inline constexpr std::uint8_t physical_format_information = 0x00;
inline constexpr std::uint8_t bd_disc_information = 0x00;
inline constexpr std::uint8_t dvd_copyright_information = 0x01;
inline constexpr std::uint8_t dvd_ram_disc_definition_structure = 0x08;
inline constexpr std::uint8_t bd_disc_definition_structure = 0x08;
inline constexpr std::uint8_t dvd_ram_medium_status = 0x09;
inline constexpr std::uint8_t dvd_ram_spare_area_information = 0x0A;
inline constexpr std::uint8_t bd_spare_area_information = 0x0A;
inline constexpr std::uint8_t pre_recorded_information_in_lead_in = 0x0E;
inline constexpr std::uint8_t physical_format_information_in_lead_in = 0x10;
inline constexpr std::uint8_t layer_boundary_information = 0x20;
inline constexpr std::uint8_t write_protection_status = 0xC0;
inline constexpr std::uint8_t disc_structure_list = 0xFF;
}  // namespace disc_structure_format

// The list of structures is about the drive, everything else about the disc.
[[nodiscard]] bool read_disc_structure_needs_medium(const scsi::Cdb& cdb);

scsi::Outcome read_disc_structure(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
