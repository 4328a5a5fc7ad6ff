#include "emulator/media/bd_r_formats.h"

#include <algorithm>
#include <array>

namespace emulator::media {
namespace {

// How many clusters become spares.
struct Spares {
  base::BlockCount largest_disc{};
  std::int64_t usual{}, least{}, most{};
};

// A single layer disc has 11826176, 12088320 and 5796864 blocks of user data then, as two real drives list them (LG
// WH16NS40 and a Pioneer), one of three layers 47305728, 48854016 and 30790656 (Pioneer PR1NZA). Those of two and four
// layers, which no report shows, are the same amounts a layer.
constexpr std::array spares_by_size{Spares{base::BlockCount{12'219'392}, 0x3000, 0x1000, 0x31000},
                                    Spares{base::BlockCount{24'438'784}, 0x6000, 0x2000, 0x62000},
                                    Spares{base::BlockCount{48'878'592}, 0xC000, 0x300, 0x8A000},
                                    Spares{base::BlockCount{62'500'864}, 0x10000, 0x400, 0xB8000}};

constexpr std::uint8_t full_format = 0x00;
constexpr std::uint8_t format_with_spares = 0x32;

// Sub-types: sequential recording with pseudo overwrite, and without. The third, random recording, is not offered.
constexpr std::uint8_t with_overwrite = 0;
constexpr std::uint8_t without_overwrite = 1;

// FORMAT UNIT parameter list: a header of 4 bytes, the number of blocks, then type and sub-type.
constexpr std::uint16_t blocks_byte = 4;
constexpr std::uint16_t type_byte = 8;

const Spares& spares_of(base::BlockCount capacity) {
  const auto found =
      std::ranges::find_if(spares_by_size, [&](const Spares& each) { return capacity <= each.largest_disc; });
  return found == spares_by_size.end() ? spares_by_size.back() : *found;
}

base::BlockCount left_by(base::BlockCount capacity, std::int64_t spares) {
  return capacity - base::BlockCount{spares * bd_r_cluster};
}

}  // namespace

std::vector<Format> bd_r_formats(base::BlockCount capacity) {
  const Spares& spares = spares_of(capacity);
  if (left_by(capacity, spares.most).value <= 0) return {};
  return {{.capacity = left_by(capacity, spares.usual),
           .type = full_format,
           .parameter = static_cast<std::uint32_t>(spares.usual)},
          {.capacity = left_by(capacity, spares.usual), .type = format_with_spares},
          {.capacity = left_by(capacity, spares.most), .type = format_with_spares},
          {.capacity = left_by(capacity, spares.least), .type = format_with_spares}};
}

Result<Formatting> bd_r_formatting(base::BlockCount capacity, const Format& wanted) {
  if (wanted.type != full_format && wanted.type != format_with_spares) {
    return std::unexpected(scsi::invalid_parameter_field(type_byte, 7));
  }
  if (wanted.sub_type != with_overwrite && wanted.sub_type != without_overwrite) {
    return std::unexpected(scsi::invalid_parameter_field(type_byte, 1));
  }
  // Hosts ask for any amount between those that are listed, and leave the number of spares zero: it follows.
  const Spares& spares = spares_of(capacity);
  const bool fits =
      left_by(capacity, spares.most) <= wanted.capacity && wanted.capacity <= left_by(capacity, spares.least);
  if (!fits || wanted.capacity.value % bd_r_cluster != 0)
    return std::unexpected(scsi::invalid_parameter_field(blocks_byte));
  return Formatting{.capacity = wanted.capacity, .takes_overwrites = wanted.sub_type == with_overwrite};
}

}  // namespace emulator::media
