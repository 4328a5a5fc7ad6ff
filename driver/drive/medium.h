// What a profile number means to a burn.
#pragma once

#include <cstdint>
#include <string_view>

namespace driver::drive {

enum class Family : std::uint8_t { none, cd, dvd, blu_ray };

[[nodiscard]] Family family_of(std::uint16_t profile);

// The name people use: "CD-R", "DVD+R", "BD-R"; empty for no medium and for profiles that the driver does not know.
[[nodiscard]] std::string_view medium_name(std::uint16_t profile);

// Discs that are formatted, and then written wherever and as often as anybody wants.
[[nodiscard]] bool is_overwritable(std::uint16_t profile);

// 1x in units of 1000 bytes a second: 176.4, 1385 and 4495.5, as the standards round them.
[[nodiscard]] std::uint64_t nominal_speed_kbytes_per_second(Family family, std::uint32_t factor);

}  // namespace driver::drive
