#include "emulator/media/bd_r_formats.h"

#include <algorithm>

namespace emulator::media {
namespace {

// Spare clusters: 11826176, 12088320 and 5796864 blocks of user data on a single layer disc, as two real drives list
// them (LG WH16NS40 and a Pioneer).
constexpr std::int64_t default_spares = 0x3000;
constexpr std::int64_t least_spares = 0x1000;
constexpr std::int64_t most_spares = 0x31000;

constexpr std::uint8_t full_format = 0x00;
constexpr std::uint8_t format_with_spares = 0x32;

// Sub-types: sequential recording with pseudo overwrite, and without. The third, random recording, is not offered.
constexpr std::uint8_t with_overwrite = 0;
constexpr std::uint8_t without_overwrite = 1;

// FORMAT UNIT parameter list: a header of 4 bytes, the number of blocks, then type and sub-type.
constexpr std::uint16_t blocks_byte = 4;
constexpr std::uint16_t type_byte = 8;

base::BlockCount left_by(base::BlockCount capacity, std::int64_t spares) {
  return capacity - base::BlockCount{spares * bd_r_cluster};
}

}  // namespace

std::vector<Format> bd_r_formats(base::BlockCount capacity) {
  if (left_by(capacity, most_spares).value <= 0) return {};
  return {{.capacity = left_by(capacity, default_spares), .type = full_format, .parameter = default_spares},
          {.capacity = left_by(capacity, default_spares), .type = format_with_spares},
          {.capacity = left_by(capacity, most_spares), .type = format_with_spares},
          {.capacity = left_by(capacity, least_spares), .type = format_with_spares}};
}

Result<Formatting> bd_r_formatting(base::BlockCount capacity, const Format& wanted) {
  if (wanted.type != full_format && wanted.type != format_with_spares) {
    return std::unexpected(scsi::invalid_parameter_field(type_byte, 7));
  }
  if (wanted.sub_type != with_overwrite && wanted.sub_type != without_overwrite) {
    return std::unexpected(scsi::invalid_parameter_field(type_byte, 1));
  }
  // Hosts ask for any amount between those that are listed, and leave the number of spares zero: it follows.
  const bool fits =
      left_by(capacity, most_spares) <= wanted.capacity && wanted.capacity <= left_by(capacity, least_spares);
  if (!fits || wanted.capacity.value % bd_r_cluster != 0)
    return std::unexpected(scsi::invalid_parameter_field(blocks_byte));
  return Formatting{.capacity = wanted.capacity, .takes_overwrites = wanted.sub_type == with_overwrite};
}

}  // namespace emulator::media
