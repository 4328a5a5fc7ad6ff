#include "driver/mmc/commands/read_disc_structure.h"

#include <algorithm>

#include "driver/mmc/command.h"
#include "driver/mmc/commands/read_disc_structure_layout.h"

namespace driver::mmc {
namespace {

constexpr std::size_t header_bytes = 4;
constexpr std::uint64_t format_information = 0x00;

// The structure without its header. Its length is asked for first: drives differ in how much they have.
std::expected<base::ByteBuffer, DriveError> read_format_information(Device& device, StructureMedia media,
                                                                    std::size_t least) {
  Request request{.cdb = make_cdb(operation_code::read_disc_structure), .expected_bytes = header_bytes};
  read_disc_structure_cdb::media_type::set(request.cdb, static_cast<std::uint64_t>(media));
  read_disc_structure_cdb::format::set(request.cdb, format_information);
  read_disc_structure_cdb::allocation_length::set(request.cdb, header_bytes);
  const auto header = read_reply(device, request, header_bytes);
  if (!header) return std::unexpected(header.error());
  const std::size_t length = disc_structure_header::data_length::get(*header) + disc_structure_header::data_length::end;
  request.expected_bytes = std::clamp<std::size_t>(length, header_bytes, 0xFFFE);
  read_disc_structure_cdb::allocation_length::set(request.cdb, request.expected_bytes);
  auto reply = read_reply(device, request, header_bytes + least);
  if (reply) reply->erase(reply->begin(), reply->begin() + header_bytes);
  return reply;
}

// A text padded with blanks or zeros.
std::string name_in(base::Bytes bytes) {
  const auto end = std::ranges::find(bytes, 0);
  return text_field(bytes.first(static_cast<std::size_t>(end - bytes.begin())));
}

}  // namespace

std::expected<DvdPhysicalFormat, DriveError> read_dvd_physical_format(Device& device) {
  namespace layout = physical_format_information;
  const auto bytes = read_format_information(device, StructureMedia::dvd, 27);
  if (!bytes) return std::unexpected(bytes.error());
  DvdPhysicalFormat format{.book_type = static_cast<std::uint8_t>(layout::book_type::get(*bytes)),
                           .part_version = static_cast<std::uint8_t>(layout::part_version::get(*bytes)),
                           .layers = static_cast<int>(layout::number_of_layers::get(*bytes)) + 1};
  // Book types with bit 3 are those of the plus formats, whose ADIP names the medium: manufacturer at bytes 19 to 26,
  // media type at 27 to 29 (DVD+R basic format specifications, Physical format information in ADIP).
  if ((format.book_type & 0x08) != 0 && bytes->size() >= 30) {
    format.manufacturer = name_in(base::Bytes{*bytes}.subspan(19, 8));
    format.media_type = name_in(base::Bytes{*bytes}.subspan(27, 3));
  }
  return format;
}

std::expected<BluRayDiscInformation, DriveError> read_blu_ray_disc_information(Device& device) {
  const auto bytes = read_format_information(device, StructureMedia::blu_ray, 112);
  if (!bytes) return std::unexpected(bytes.error());
  // The first Disc Information unit: disc type identifier at bytes 8 to 10, manufacturer at 100 to 105, media type at
  // 106 to 108 (Blu-ray Disc format specifications, Disc Information; as read by public media information tools).
  const base::Bytes unit{*bytes};
  return BluRayDiscInformation{.disc_type = name_in(unit.subspan(8, 3)),
                               .manufacturer = name_in(unit.subspan(100, 6)),
                               .media_type = name_in(unit.subspan(106, 3))};
}

}  // namespace driver::mmc
