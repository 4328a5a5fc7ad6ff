#include "conformance/preload/kernel/dvd_structure.h"

#include <linux/cdrom.h>

#include <algorithm>

#include "conformance/preload/kernel/dvd_structure_layout.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint8_t read_disc_structure_opcode = 0xAD;
constexpr std::uint16_t header_bytes = 4;

struct Wanted {
  std::uint8_t format{};
  std::uint8_t layer{};
  std::uint16_t bytes{};  // without the header
  unsigned agid{};
};

// The structure with its header, zero-filled to as many bytes as were asked for.
std::expected<base::ByteBuffer, Errno> read_structure(Device& device, const Wanted& wanted) {
  const auto room = static_cast<std::uint16_t>(header_bytes + wanted.bytes);
  base::ByteBuffer cdb(12);
  cdb[0] = read_disc_structure_opcode;
  read_disc_structure_cdb::layer_number::set(cdb, wanted.layer);
  read_disc_structure_cdb::format::set(cdb, wanted.format);
  read_disc_structure_cdb::allocation_length::set(cdb, room);
  read_disc_structure_cdb::agid::set(cdb, wanted.agid);
  auto reply = device.packet(cdb, room);
  if (!reply) return std::unexpected(reply.error().error);
  reply->resize(room);
  return std::move(*reply);
}

dvd_layer layer_of(base::Bytes structure) {
  namespace fields = physical_format_information;
  const auto small = [](std::uint64_t value) { return static_cast<std::uint8_t>(value); };
  const auto address = [](std::uint64_t value) { return static_cast<std::uint32_t>(value); };
  dvd_layer layer{};
  layer.book_version = small(fields::part_version::get(structure)) & 0xF;
  layer.book_type = small(fields::book_type::get(structure)) & 0xF;
  layer.min_rate = small(fields::maximum_rate::get(structure)) & 0xF;
  layer.disc_size = small(fields::disc_size::get(structure)) & 0xF;
  layer.layer_type = small(fields::layer_type::get(structure)) & 0xF;
  layer.track_path = small(fields::track_path::get(structure)) & 0x1;
  layer.nlayers = small(fields::number_of_layers::get(structure)) & 0x3;
  layer.track_density = small(fields::track_density::get(structure)) & 0xF;
  layer.linear_density = small(fields::linear_density::get(structure)) & 0xF;
  layer.bca = small(fields::bca::get(structure)) & 0x1;
  layer.start_sector = address(fields::starting_physical_sector_number_of_data_area::get(structure));
  layer.end_sector = address(fields::end_physical_sector_number_of_data_area::get(structure));
  layer.end_sector_l0 = address(fields::end_physical_sector_number_in_layer_0::get(structure));
  return layer;
}

Answer physical(Device& device, dvd_struct wanted) {
  constexpr std::uint16_t bytes = 17;
  const std::uint8_t layer = wanted.physical.layer_num;
  if (layer >= DVD_LAYERS) return std::unexpected(EINVAL);
  const auto reply = read_structure(device, {.format = DVD_STRUCT_PHYSICAL, .layer = layer, .bytes = bytes});
  if (!reply) return std::unexpected(reply.error());
  wanted.physical.layer[layer] = layer_of(base::Bytes(*reply).subspan(header_bytes));
  return answer_with(wanted);
}

Answer copyright(Device& device, dvd_struct wanted) {
  namespace fields = dvd_copyright_information;
  const auto reply =
      read_structure(device, {.format = DVD_STRUCT_COPYRIGHT, .layer = wanted.copyright.layer_num, .bytes = 4});
  if (!reply) return std::unexpected(reply.error());
  const base::Bytes structure = base::Bytes(*reply).subspan(header_bytes);
  wanted.copyright.cpst = static_cast<std::uint8_t>(fields::copyright_protection_system_type::get(structure));
  wanted.copyright.rmi = static_cast<std::uint8_t>(fields::region_management_information::get(structure));
  return answer_with(wanted);
}

Answer disc_key(Device& device, dvd_struct wanted) {
  const auto reply = read_structure(
      device, {.format = DVD_STRUCT_DISCKEY, .bytes = sizeof wanted.disckey.value, .agid = wanted.disckey.agid});
  if (!reply) return std::unexpected(reply.error());
  std::copy_n(reply->begin() + header_bytes, sizeof wanted.disckey.value, std::begin(wanted.disckey.value));
  return answer_with(wanted);
}

// The driver takes the whole data length, with the two reserved bytes that it counts, for the structure's.
int told_length(const base::ByteBuffer& reply) {
  return static_cast<int>(disc_structure_header::data_length::get(reply));
}

Answer burst_cutting_area(Device& device, dvd_struct wanted) {
  constexpr int shortest = 12;
  const auto reply = read_structure(device, {.format = DVD_STRUCT_BCA, .bytes = sizeof wanted.bca.value});
  if (!reply) return std::unexpected(reply.error());
  const int length = told_length(*reply);
  if (length < shortest || length > static_cast<int>(sizeof wanted.bca.value)) return std::unexpected(EIO);
  wanted.bca.len = length;
  std::copy_n(reply->begin() + header_bytes, length, std::begin(wanted.bca.value));
  return answer_with(wanted);
}

Answer manufacturer(Device& device, dvd_struct wanted) {
  const auto reply = read_structure(device, {.format = DVD_STRUCT_MANUFACT, .bytes = sizeof wanted.manufact.value});
  if (!reply) return std::unexpected(reply.error());
  wanted.manufact.len = std::min(told_length(*reply), static_cast<int>(sizeof wanted.manufact.value));
  std::copy_n(reply->begin() + header_bytes, wanted.manufact.len, std::begin(wanted.manufact.value));
  return answer_with(wanted);
}

}  // namespace

Answer dvd_structure(Device& device, base::Bytes bytes) {
  const auto wanted = argument_as<dvd_struct>(bytes);
  if (!wanted) return std::unexpected(wanted.error());
  if (!device.can(CDC_DVD)) return std::unexpected(ENOSYS);
  switch (wanted->type) {
    case DVD_STRUCT_PHYSICAL:
      return physical(device, *wanted);
    case DVD_STRUCT_COPYRIGHT:
      return copyright(device, *wanted);
    case DVD_STRUCT_DISCKEY:
      return disc_key(device, *wanted);
    case DVD_STRUCT_BCA:
      return burst_cutting_area(device, *wanted);
    case DVD_STRUCT_MANUFACT:
      return manufacturer(device, *wanted);
    default:
      return std::unexpected(EINVAL);
  }
}

}  // namespace conformance::preload::kernel
