#include "emulator/mmc/commands/read_disc_structure.h"

#include <array>

#include "emulator/mmc/commands/defect_management.h"
#include "emulator/mmc/commands/dvd_minus_structures.h"
#include "emulator/mmc/commands/pressed_disc.h"
#include "emulator/mmc/commands/read_disc_structure_layout.h"
#include "emulator/mmc/disc_end.h"
#include "emulator/mmc/reply_bytes.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

namespace cdb = read_disc_structure_cdb;
namespace format = disc_structure_format;

// MMC-6, READ DISC STRUCTURE command, Media Type.
enum class MediaType : std::uint8_t { dvd = 0, bd = 1 };
constexpr std::size_t header_bytes = 4;
constexpr std::size_t physical_format_bytes = 2048;
constexpr std::size_t disc_information_bytes = 4096;
constexpr std::size_t short_structure_bytes = 4;
constexpr std::size_t definition_bytes = 2048;
constexpr std::size_t spare_area_bytes = 12;
constexpr std::size_t layer_boundary_bytes = 8;
constexpr std::size_t pre_recorded_bytes = 64;

struct Structure {
  MediaType media_type{};
  std::uint8_t format{};
  std::size_t bytes{};
  base::ByteBuffer (*encode)(const drive::Drive&);
  bool (*is_on)(const drive::Drive&) = nullptr;               // none means on every disc of the media type
  bool (*is_known)(const drive::DriveProfile&) = nullptr;     // none means by every model
  bool (*is_sendable)(const drive::DriveProfile&) = nullptr;  // none means by no model
};

// What was recorded of a disc, with layer 0 as long as a host made it, else what a pressed disc of its size says.
base::ByteBuffer physical_format_information(const drive::Drive& drive) {
  namespace layout = mmc::physical_format_information;
  if (has_dvd_minus(drive)) return dvd_minus_physical_format(drive);
  base::ByteBuffer bytes = drive.loaded_medium().identity().physical_format;
  if (bytes.empty()) return dvd_rom_physical_format(base::BlockCount{last_address(drive).value + 1});
  if (const auto boundary = drive.layout().layer_boundary) {
    const std::uint64_t start = layout::starting_physical_sector_number_of_data_area::get(bytes);
    const auto layer_0 = static_cast<std::uint64_t>(boundary->layer_0.value);
    layout::end_physical_sector_number_in_layer_0::set(bytes, start + layer_0 - 1);
  }
  return bytes;
}

bool has_layer_boundary(const drive::Drive& drive) { return drive.layout().layer_boundary.has_value(); }
bool writes_two_layers(const drive::DriveProfile& profile) {
  return profile.writes(media::ProfileNumber::dvd_plus_r_dual_layer);
}
bool writes_dvd_minus(const drive::DriveProfile& profile) { return profile.writes_dvd_minus(); }
bool protects(const drive::DriveProfile& profile) { return profile.writes(media::ProfileNumber::dvd_ram); }

base::ByteBuffer layer_boundary(const drive::Drive& drive) {
  namespace layout = layer_boundary_information;
  const media::LayerBoundary boundary = *drive.layout().layer_boundary;
  base::ByteBuffer bytes(layer_boundary_bytes);
  layout::init_status::set(bytes, boundary.can_be_set ? 0 : 1);
  layout::l0_data_area_capacity::set(bytes, static_cast<std::uint64_t>(boundary.layer_0.value));
  return bytes;
}

base::ByteBuffer bd_disc_information(const drive::Drive& drive) {
  const base::ByteBuffer& recorded = drive.loaded_medium().identity().disc_information;
  if (!recorded.empty()) return recorded;
  return bd_rom_disc_information(base::BlockCount{last_address(drive).value + 1});
}

base::ByteBuffer write_protection(const drive::Drive& drive) {
  base::ByteBuffer bytes(short_structure_bytes);
  write_protection_status::pwp::set(bytes, drive.loaded_medium().is_write_protected() ? 1 : 0);
  return bytes;
}

// No copyright protection and no region: a structure of zeros.
base::ByteBuffer zeros(const drive::Drive&) { return base::ByteBuffer(short_structure_bytes); }

constexpr std::array structures{
    Structure{MediaType::dvd, format::physical_format_information, physical_format_bytes, physical_format_information},
    Structure{MediaType::dvd, format::dvd_copyright_information, short_structure_bytes, zeros},
    Structure{MediaType::dvd, format::dvd_ram_disc_definition_structure, definition_bytes, dvd_ram_definition,
              has_dvd_ram},
    Structure{MediaType::dvd, format::dvd_ram_medium_status, short_structure_bytes, dvd_ram_status, has_dvd_ram},
    Structure{MediaType::dvd, format::dvd_ram_spare_area_information, spare_area_bytes, dvd_ram_spares, has_dvd_ram},
    Structure{MediaType::dvd, format::pre_recorded_information_in_lead_in, pre_recorded_bytes, dvd_minus_pre_recorded,
              has_dvd_minus, writes_dvd_minus},
    Structure{MediaType::dvd, format::physical_format_information_in_lead_in, physical_format_bytes, dvd_minus_lead_in,
              has_dvd_minus, writes_dvd_minus},
    Structure{.media_type = MediaType::dvd,
              .format = format::layer_boundary_information,
              .bytes = layer_boundary_bytes,
              .encode = layer_boundary,
              .is_on = has_layer_boundary,
              .is_known = writes_two_layers,
              .is_sendable = writes_two_layers},
    Structure{.media_type = MediaType::dvd,
              .format = format::write_protection_status,
              .bytes = short_structure_bytes,
              .encode = write_protection,
              .is_sendable = protects},
    Structure{MediaType::bd, format::bd_disc_information, disc_information_bytes, bd_disc_information},
    Structure{MediaType::bd, format::bd_disc_definition_structure, definition_bytes, bd_definition, has_bd_spare_areas},
    Structure{MediaType::bd, format::bd_spare_area_information, spare_area_bytes, bd_spares, has_bd_spare_areas},
    Structure{MediaType::bd, format::write_protection_status, short_structure_bytes, write_protection},
};

scsi::Reply with_header(base::ByteBuffer body) {
  base::ByteBuffer reply(header_bytes);
  append(reply, body);
  disc_structure_header::data_length::set(reply, reply.size() - 2);
  return scsi::data_reply(std::move(reply));
}

// Works without a disc; which list it is, the media type of the CDB says.
scsi::Outcome list(const drive::Drive& drive, MediaType media_type) {
  namespace layout = disc_structure_list_entry;
  base::ByteBuffer entries;
  for (const Structure& structure : structures) {
    if (structure.media_type != media_type) continue;
    if (structure.is_known != nullptr && !structure.is_known(drive.profile())) continue;
    base::ByteBuffer entry(4);
    layout::format_code::set(entry, structure.format);
    const bool is_sendable = structure.is_sendable != nullptr && structure.is_sendable(drive.profile());
    layout::sds::set(entry, is_sendable ? 1 : 0);
    layout::rds::set(entry, 1);
    layout::structure_length::set(entry, header_bytes + structure.bytes);
    append(entries, entry);
  }
  return with_header(std::move(entries));
}

scsi::Outcome read(const drive::Drive& drive, const Structure& structure) {
  base::ByteBuffer body = structure.encode(drive);
  body.resize(structure.bytes);
  return with_header(std::move(body));
}

std::expected<void, scsi::Sense> fits_disc(const drive::Drive& drive, MediaType media_type) {
  // A CD has no disc structures at all.
  if (drive.family() == drive::Family::cd) {
    return std::unexpected(scsi::sense::cannot_read_medium_incompatible_format);
  }
  const MediaType mounted = drive.family() == drive::Family::bd ? MediaType::bd : MediaType::dvd;
  if (mounted != media_type) return std::unexpected(scsi::invalid_cdb_field(1, 3));
  return {};
}

}  // namespace

bool read_disc_structure_needs_medium(const scsi::Cdb& bytes) {
  return cdb::format::get(bytes) != format::disc_structure_list;
}

scsi::Outcome read_disc_structure(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  const std::uint64_t type = cdb::media_type::get(request.cdb);
  if (type > static_cast<std::uint8_t>(MediaType::bd)) return std::unexpected(scsi::invalid_cdb_field(1, 3));
  const auto media_type = static_cast<MediaType>(type);
  const std::uint64_t wanted = cdb::format::get(request.cdb);
  if (wanted == format::disc_structure_list) return list(drive, media_type);
  if (const auto fits = fits_disc(drive, media_type); !fits) return std::unexpected(fits.error());
  // One layer is told of, the first: it describes the disc.
  if (cdb::layer_number::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(6));
  for (const Structure& structure : structures) {
    if (structure.media_type != media_type || structure.format != wanted) continue;
    if (structure.is_on == nullptr || structure.is_on(drive)) return read(drive, structure);
  }
  return std::unexpected(scsi::invalid_cdb_field(7));
}

}  // namespace emulator::mmc
