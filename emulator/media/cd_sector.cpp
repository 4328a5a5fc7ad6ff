#include "emulator/media/cd_sector.h"

#include <algorithm>
#include <array>

#include "emulator/media/edc_ecc.h"

namespace emulator::media {
namespace {

constexpr std::size_t header_byte = 12;
constexpr std::size_t header_bytes = 4;
constexpr std::size_t sub_header_bytes = 8;

std::uint8_t binary_coded_decimal(std::int64_t value) {
  return static_cast<std::uint8_t>(value / 10 << 4 | value % 10);
}

// ECMA-130, Header: minute, second and frame in BCD, and the mode.
void set_header(base::MutableBytes sector, base::Lba address, std::uint8_t mode) {
  constexpr std::int64_t pre_gap = 150;
  const std::int64_t frames = address.value + pre_gap;
  sector[header_byte] = binary_coded_decimal(frames / (75 * 60));
  sector[header_byte + 1] = binary_coded_decimal(frames / 75 % 60);
  sector[header_byte + 2] = binary_coded_decimal(frames % 75);
  sector[header_byte + 3] = mode;
}

void set_edc(base::MutableBytes sector, std::size_t first, std::size_t end) {
  const std::uint32_t check = edc(base::Bytes{sector}.subspan(first, end - first));
  for (std::size_t i = 0; i < 4; ++i) sector[end + i] = static_cast<std::uint8_t>(check >> 8 * i);
}

void finish_mode_1(base::MutableBytes sector, base::Lba address) {
  set_header(sector, address, 1);
  set_edc(sector, 0, 2064);
  set_ecc(sector);
}

void finish_mode_2_form_1(base::MutableBytes sector, base::Lba address) {
  set_edc(sector, header_byte + header_bytes, 2072);
  set_ecc(sector);  // over a header of zeros
  set_header(sector, address, 2);
}

}  // namespace

base::ByteBuffer make_cd_sector(SectorForm form, base::Lba address, base::Bytes user_data) {
  base::ByteBuffer sector(cd_sector_bytes);
  std::fill_n(sector.begin() + 1, 10, std::uint8_t{0xFF});  // the synchronization field
  std::size_t data_byte = header_byte + header_bytes;
  if (form == SectorForm::mode_2_form_1) {
    constexpr std::array<std::uint8_t, 4> sub_header{0, 0, 0x08, 0};  // file, channel, submode: data, coding
    std::ranges::copy(sub_header, sector.begin() + static_cast<std::ptrdiff_t>(data_byte));
    std::ranges::copy(sub_header, sector.begin() + static_cast<std::ptrdiff_t>(data_byte + sub_header.size()));
    data_byte += sub_header_bytes;
  }
  std::ranges::copy(user_data, sector.begin() + static_cast<std::ptrdiff_t>(data_byte));
  if (form == SectorForm::mode_1) {
    finish_mode_1(sector, address);
  } else {
    finish_mode_2_form_1(sector, address);
  }
  return sector;
}

}  // namespace emulator::media
