#include "emulator/mmc/commands/dvd_minus_structures.h"

#include <algorithm>

#include "emulator/mmc/commands/dvd_minus_structures_layout.h"
#include "emulator/mmc/commands/read_disc_structure_layout.h"
#include "emulator/mmc/recorded_sessions.h"

namespace emulator::mmc {
namespace {

namespace physical_format = physical_format_information;

constexpr std::int64_t data_start = 0x030000;
constexpr std::size_t physical_format_bytes = 2048;

std::uint64_t sector_number(base::Lba address) { return static_cast<std::uint64_t>(address.value + data_start); }

// Behind the last track of the last session that is closed, with what pads it.
std::optional<base::Lba> border_out(const media::DiscLayout& disc) {
  const std::vector<media::Session> sessions = complete_sessions(disc);
  if (sessions.empty()) return std::nullopt;
  const std::vector<media::Track> tracks = tracks_of(disc, sessions.back());
  if (tracks.empty()) return std::nullopt;
  return tracks.back().start + tracks.back().size;
}

// Written at once, a disc has half of its blocks on each layer, and the sectors of layer 1 have the complements of the
// numbers below them.
void set_layers(base::MutableBytes bytes, base::BlockCount recorded) {
  constexpr std::int64_t ecc_block = 16;
  constexpr std::int64_t all_ones = 0xFF'FFFF;
  const base::BlockCount layer_0 = base::BlockCount{(recorded.value + 1) / 2}.rounded_up(ecc_block);
  const std::int64_t end_of_layer_0 = data_start + layer_0.value - 1;
  const std::int64_t end = all_ones - end_of_layer_0 + (recorded - layer_0).value - 1;
  physical_format::end_physical_sector_number_in_layer_0::set(bytes, static_cast<std::uint64_t>(end_of_layer_0));
  physical_format::end_physical_sector_number_of_data_area::set(bytes, static_cast<std::uint64_t>(end));
}

}  // namespace

bool has_dvd_minus(const drive::Drive& drive) {
  using enum media::ProfileNumber;
  if (drive.medium() == nullptr) return false;
  const media::ProfileNumber number = drive.medium()->profile_number();
  return drive::is_dvd_minus_sequential(number) || number == dvd_minus_rw_restricted_overwrite;
}

base::ByteBuffer dvd_minus_physical_format(const drive::Drive& drive) {
  base::ByteBuffer bytes = drive.loaded_medium().identity().physical_format;
  bytes.resize(physical_format_bytes);
  if (const auto end = border_out(drive.layout())) {
    dvd_minus_border_zone_information::starting_sector_number_of_current_border_out::set(bytes, sector_number(*end));
  }
  return bytes;
}

base::ByteBuffer dvd_minus_lead_in(const drive::Drive& drive) {
  const media::DiscLayout disc = drive.layout();
  if (!border_out(disc)) return base::ByteBuffer(physical_format_bytes);
  base::ByteBuffer bytes = dvd_minus_physical_format(drive);
  const base::BlockCount recorded{drive.loaded_medium().last_readable().value + 1};
  const bool has_two_layers = physical_format::number_of_layers::get(bytes) > 0;
  if (has_two_layers && !disc.tracks.front().is_packet) {
    set_layers(bytes, recorded);
  } else {
    physical_format::end_physical_sector_number_of_data_area::set(bytes, sector_number(base::Lba{recorded.value - 1}));
  }
  return bytes;
}

// The maker's name is text in two fields of six characters. Codes of the disc's kind and of recording powers are
// assumed: hosts show them and use none.
base::ByteBuffer dvd_minus_pre_recorded(const drive::Drive& drive) {
  namespace layout = pre_recorded_information;
  constexpr std::size_t name_bytes = 6;
  constexpr std::size_t first_name_byte = 17;
  constexpr std::size_t second_name_byte = 25;
  const media::MediaIdentity& identity = drive.loaded_medium().identity();
  base::ByteBuffer bytes(64);
  layout::field_id_1::set(bytes, 1);
  layout::disc_application_code::set(bytes, 0x40);
  layout::disc_physical_code::set(bytes, 0xC1);
  base::ByteBuffer recorded = identity.physical_format;
  recorded.resize(physical_format_bytes);
  layout::last_address_of_data_recordable_area::set(
      bytes, physical_format::end_physical_sector_number_of_data_area::get(recorded));
  layout::part_version::set(bytes, physical_format::part_version::get(recorded));
  layout::field_id_2::set(bytes, 2);
  layout::field_id_3::set(bytes, 3);
  layout::field_id_4::set(bytes, 4);
  layout::field_id_5::set(bytes, 5);
  std::string name = identity.manufacturer_id;
  name.resize(2 * name_bytes, ' ');
  std::ranges::copy(name.substr(0, name_bytes), bytes.begin() + first_name_byte);
  std::ranges::copy(name.substr(name_bytes), bytes.begin() + second_name_byte);
  return bytes;
}

}  // namespace emulator::mmc
